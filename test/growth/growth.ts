/** How the work of an algorithm grows with what it is given. */

/** Milliseconds of processor time. */
function cpuOf(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What takes less at its cap holds nobody up, and is too short to be told from noise. */
const NOTHING_MS = 100;
/** Worse than linear, which is 4; what grows with the square has 16. */
export const MOST_GROWTH = 5;

/**
 * @param cap the most that may come in
 * @returns how many times as long it takes at the cap as at a quarter of it; 0 where it is too short to say. Measured again where that
 *   is too much, and the least counts: the collector's work falls on whoever runs when it is due
 */
export function growth(cap: number, make: (size: number) => () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 8 && least > MOST_GROWTH; tries++) {
    const whole = cpuOf(make(cap));
    if (whole < NOTHING_MS) return 0;
    least = Math.min(least, (4 * whole) / fourQuarters(cap, make));
  }
  return least;
}

/** Four runs of a quarter each, what they make kept: as much is in memory then as after one of the whole. */
function fourQuarters(cap: number, make: (size: number) => () => unknown): number {
  const made: unknown[] = [];
  const run = make(Math.floor(cap / 4));
  return cpuOf(() => {
    for (let quarter = 0; quarter < 4; quarter++) made.push(run());
  });
}
