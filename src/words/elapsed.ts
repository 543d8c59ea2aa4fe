/** How long something has waited, in Danish. */
import { hoursInWords } from '#src/calendar/danish-dates.ts';

/**
 * How long something has waited, in the largest unit that says enough: "i 3 dage", "i 2 timer", "lige nu".
 * @param since when it began, @param now the present instant
 */
export function formatElapsed(since: Date | string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(since).getTime()) / 60_000);
  if (minutes < 1) return 'lige nu';
  if (minutes < 60) return `i ${minutes} ${minutes === 1 ? 'minut' : 'minutter'}`;
  return `i ${hoursInWords(Math.floor(minutes / 60))}`;
}

/** The same as a whole remark: "Har ventet i 3 dage", "Kom lige nu". */
export function waitingRemark(since: Date | string, now: Date): string {
  const time = formatElapsed(since, now);
  return time.startsWith('i ') ? `Har ventet ${time}` : 'Kom lige nu';
}
