/** How long there is to wait, in Danish: rounded up, so that whoever waits so long has waited long enough. */
import { counted } from './counted.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Up to here in minutes. */
const LAST_IN_MINUTES = 90 * MINUTE;

/** @param seconds as in `Retry-After`. @returns "om 1 minut", "om 12 minutter", "om 5 timer" */
export function waitInWords(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / MINUTE));
  if (seconds <= LAST_IN_MINUTES) return `om ${counted(minutes, 'minut', 'minutter')}`;
  return `om ${Math.ceil(seconds / HOUR)} timer`;
}
