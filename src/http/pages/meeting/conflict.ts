/** Who recorded what another one has just written over, and when: for the form in which both texts are shown. */
import type { MeetingEvent } from '#machines/meeting/events.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { Names } from '#src/words/names.ts';
import { whoActed } from '#src/words/who-acted.ts';

export interface RecordedBy {
  by: string;
  at: string;
}

/** @param is which of the meeting's events counts; the latest of them does. @returns null where there is none */
export function lastRecorded(
  history: readonly TransitionRecord[],
  names: Names,
  is: (event: MeetingEvent) => boolean,
): RecordedBy | null {
  const found = history.findLast(({ event }) => is(event as MeetingEvent));
  if (found === undefined) return null;
  const { actor, at } = found;
  return { by: whoActed(actor, names), at: momentOf(at) };
}
