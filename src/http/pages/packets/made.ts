/** Waiting for what the queue makes: most of it is there before its reader would have read a page that says so. */
import { setTimeout as pause } from 'node:timers/promises';

/** How long a page is held back before it says that something is being made. */
const QUICK_MS = 1_500;
/** How long a program, or a browser that shows by itself that it waits, is kept waiting. */
export const PATIENT_MS = 20_000;
/** A page that says so is asked for again by the browser, with a script or without. */
export const LOOK_AGAIN_SECONDS = 2;
const FIRST_LOOK_MS = 50;
const LONGEST_PAUSE_MS = 250;

/**
 * Looks until the row is no longer wanted.
 * @param find reads the row
 * @param forMs how long its reader is kept waiting
 * @returns the row as it stands then; null where there is none
 */
export async function whenMade<Row extends { state: string }>(
  find: () => Promise<Row | null>,
  forMs = QUICK_MS,
): Promise<Row | null> {
  const endsAt = Date.now() + forMs;
  let row = await find();
  for (
    let ms = FIRST_LOOK_MS;
    row?.state === 'wanted' && Date.now() < endsAt;
    ms = Math.min(ms * 1.5, LONGEST_PAUSE_MS)
  ) {
    await pause(ms);
    row = await find();
  }
  return row;
}
