/** Work that a process does again and again, beside its jobs. */

/** Begins at once. What fails is reported, and done again at its time. @returns what ends it: the last round is waited for */
export function repeatEvery(
  everyMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const round = () => work().catch(onError);
  let running = round();
  const timer = setInterval(() => {
    running = round();
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
