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
const lookEveryMs = (awayMs: number) => Math.min(5_000, Math.max(FIRST_LOOKS_MS, awayMs / 4));
/** Until Redis has answered once: what is to be done while it answers is to be done soon after the start. */
const FIRST_LOOKS_MS = 250;

/** Starts the timer; a look that takes long is not overtaken by the next. */
export function startTakeover(deps: TakeoverDeps): { stop(): Promise<void> } {
  let lastAnswer = Date.now();
  let everyMs = FIRST_LOOKS_MS;
  let stopped = false;
  const look = async () => {
    if (await deps.answers()) {
      lastAnswer = Date.now();
      everyMs = lookEveryMs(deps.awayMs);
      await deps.whenThere();
    } else if (Date.now() - lastAnswer >= deps.awayMs) {
      everyMs = lookEveryMs(deps.awayMs);
      await deps.whenAway();
    }
  };
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void>;
  const lookAgain = () => {
    running = look()
      .catch(deps.onError)
      .then(() => {
        if (!stopped) timer = setTimeout(lookAgain, everyMs);
      });
  };
  lookAgain();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
