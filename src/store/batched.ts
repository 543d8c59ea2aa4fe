/** Many small round trips to the store made few. */
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import DataLoader from 'dataloader';

/** Milliseconds between two requests where nothing is lost by it. What comes alone does not wait. */
const BETWEEN_MS = 50;

interface Batching {
  /** Milliseconds from one request to the next; 50 unless given. */
  betweenMs?: number;
  /** How many one request holds; 100 unless given. What comes after them waits for the next. */
  most?: number;
}

/**
 * One request at a time: what comes alone goes at once, what is asked for during a request, or right after, goes together in the next.
 * @param run does many at once and answers in their order, an Error for each that failed; what it throws, all of them throw
 * @returns does one
 */
export function batched<Key, Value>(
  run: (keys: readonly Key[]) => Promise<ArrayLike<Value | Error>>,
  { betweenMs = BETWEEN_MS, most = 100 }: Batching = {},
): (key: Key) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  let request: Promise<unknown>;
  const loader = new DataLoader<Key, Value>(
    (keys) => {
      const answers = run(keys);
      request = answers.catch(() => undefined);
      return answers;
    },
    {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn(send) {
        last = last.then(async () => {
          await turn();
          send();
          await request;
          if (betweenMs > 0) await pause(betweenMs, undefined, { ref: false });
        });
      },
    },
  );
  return (key) => loader.load(key);
}
