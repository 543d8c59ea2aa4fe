/** When a meeting's agenda must be sent, and how that was found, as a sentence. */
import type { z } from 'zod';
import type { DispatchTimes } from '#machines/meeting/events.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { MeetingView } from '#src/queries/meeting-page.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';

type Times = Pick<z.infer<typeof DispatchTimes>, 'due'>;

export interface DispatchLine {
  text: string;
  /** The deadline has passed: what is sent from now on needs a reason. */
  late: boolean;
}

/** The times of the meeting's latest plan; null where the organ has no rule. */
export function timesPlanned({ history }: Pick<MeetingView, 'history'>): Times | null {
  const planned = history.findLast(({ event }) => event.type === 'plan' || event.type === 'reschedule')?.event;
  return planned && 'dispatch' in planned ? (planned.dispatch ?? null) : null;
}

export function dispatchLine(times: Times | null, now: Date): DispatchLine | null {
  if (times === null) return null;
  const { dueAt, basis } = times.due;
  return {
    text: deadlineSentence(dueAt, basis) ?? momentInWords(dueAt),
    late: now.getTime() >= Date.parse(dueAt),
  };
}
