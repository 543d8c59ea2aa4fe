/** Many small round trips to the store made few. */
import { setTimeout as pause } from 'node:timers/promises';
import DataLoader from 'dataloader';

/** One request holds no more: what comes after it waits for the next. */
const MOST = 100;
/** Milliseconds between two requests where nothing is lost by it. What comes alone does not wait. */
const BETWEEN_MS = 50;

/**
 * @param run does many at once and answers in their order, an Error for each that failed; what it throws, all of them throw
 * @param betweenMs milliseconds from one request to the next
 * @returns does one. Alone it goes at once; what is asked for during a request, or right after, goes together in the next.
 */
export function batched<Key, Value>(
  run: (keys: readonly Key[]) => Promise<ArrayLike<Value | Error>>,
  betweenMs = BETWEEN_MS,
): (key: Key) => Promise<Value> {
  let next: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Key, Value>(
    (keys) => {
      const answers = run(keys);
      next = answers.catch(() => undefined).then(() => pause(betweenMs, undefined, { ref: false }));
      return answers;
    },
    { cache: false, maxBatchSize: MOST, batchScheduleFn: (send) => void next.then(() => setImmediate(send)) },
  );
  return (key) => loader.load(key);
}
