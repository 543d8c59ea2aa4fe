/** The plain timer that makes Redis dispensable: when it has not answered for a while, it does what waits in the store. */

export interface TakeoverDeps {
  /** Whether Redis answers and jobs are taken. */
  answers(): Promise<boolean>;
  /** Milliseconds without an answer after which the timer does the work itself. */
  awayMs: number;
  /** Called at each look while Redis answers. */
  whenThere(): Promise<void>;
  /** Does what waits. */
  whenAway(): Promise<void>;
  onError(error: unknown): void;
}

/** How often the timer looks: often enough to see an absence end, seldom enough to cost nothing. */
const lookEveryMs = (awayMs: number) => Math.min(5_000, Math.max(250, awayMs / 4));

/** Starts the timer; a look that takes long is not overtaken by the next. */
export function startTakeover(deps: TakeoverDeps): { stop(): Promise<void> } {
  let lastAnswer = Date.now();
  let running: Promise<void> | null = null;
  const look = async () => {
    if (await deps.answers()) {
      lastAnswer = Date.now();
      await deps.whenThere();
    } else if (Date.now() - lastAnswer >= deps.awayMs) {
      await deps.whenAway();
    }
  };
  const lookOnce = () => {
    running ??= look()
      .catch(deps.onError)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(lookOnce, lookEveryMs(deps.awayMs));
  lookOnce();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
