/** Time is asked for, never taken: the demo's clock and the tests' stand in the same place as the real one. */
export interface Clock {
  /** The present instant. */
  now(): Promise<Date>;
}

export const systemClock: Clock = { now: async () => new Date() };

/** A clock that stands still until it is set. */
export function fixedClock(start: Date): Clock & { set(at: Date): void } {
  let at = start;
  return {
    now: async () => at,
    set(next) {
      at = next;
    },
  };
}
