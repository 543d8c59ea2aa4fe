/** How a command ends that has processes of its own: once, in order, with an exit code. */

/** Everything must be gone five seconds after Ctrl-C; the kernel ends what is left when this process does. */
const STOP_LIMIT_MS = 4_500;

/** The end of this process; only the first call of `end` counts. */
interface Ending {
  /** Stops everything, then exits with the code; with 1 where stopping fails. */
  end(code: number): void;
  hasBegun(): boolean;
}

/**
 * Ends this process in order at Ctrl-C, SIGTERM, and SIGHUP (a closed terminal).
 * @param stopAll resolves when everything this process started is gone
 * @param onSignal called at the first signal, before anything is stopped; returns the exit code
 */
export function createEnding(stopAll: () => Promise<void>, onSignal: () => number): Ending {
  let begun = false;
  const end = (code: number): void => {
    if (begun) return;
    begun = true;
    setTimeout(() => process.exit(code), STOP_LIMIT_MS).unref();
    stopAll().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!begun) end(onSignal());
    });
  }
  return { end, hasBegun: () => begun };
}
