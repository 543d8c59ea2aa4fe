/**
 * The deadlines that follow from the date of a meeting. Each is one line of the table below; its event, its row when the meeting is
 * planned or moved, the transition on it and the mail that it asks for follow from that line.
 */
import { z } from 'zod';
import { ofDeadline } from '../primitives.ts';

interface Line {
  /** The mail that it asks for when it is due. */
  mail: string;
  /** `officers`: those with an item on its way to the meeting's organ. */
  to: 'secretariat' | 'officers';
}

/** Counts the times that the meeting was planned. */
const planned = { plan: z.number().int().min(1) };

const deadline = <const Type extends string, const Its extends Line>(type: Type, its: Its) => ({
  type,
  mail: its.mail as Its['mail'],
  to: its.to as Line['to'],
  /** What happens to the meeting when it is due, */
  event: z.strictObject({ type: z.literal(type), ...ofDeadline, ...planned }),
  /** and what the row among the deadlines has of that beforehand. */
  dueEvent: z.strictObject({ type: z.literal(type), ...planned }),
});

export const MEETING_DEADLINES = [
  deadline('submissionSoon', { mail: 'submission-soon', to: 'officers' }),
  deadline('dispatchSoon', { mail: 'dispatch-soon', to: 'secretariat' }),
  deadline('dispatchDue', { mail: 'dispatch-overdue', to: 'secretariat' }),
] as const;

export type MeetingDeadline = (typeof MEETING_DEADLINES)[number];
export type MeetingDeadlineType = MeetingDeadline['type'];
export type MeetingDeadlineEvent = z.infer<MeetingDeadline['event']>;

type Column<Lines extends readonly MeetingDeadline[], Name extends keyof MeetingDeadline> = {
  [At in keyof Lines]: Lines[At][Name];
};
const column = <Name extends keyof MeetingDeadline>(name: Name) =>
  MEETING_DEADLINES.map((line) => line[name]) as unknown as Column<typeof MEETING_DEADLINES, Name>;
export const MEETING_DEADLINE_EVENTS = column('event');
export const MEETING_DEADLINE_DUE_EVENTS = column('dueEvent');
export const MEETING_DEADLINE_MAILS = column('mail');

/** The two of the dispatch follow from one rule, which is law for the council; for each of the others an organ may set a number of days. */
const DISPATCH: readonly MeetingDeadlineType[] = ['dispatchSoon', 'dispatchDue'];
export const OrganDeadline = z.enum(column('type').filter((type: MeetingDeadlineType) => !DISPATCH.includes(type)));
export type OrganDeadline = z.infer<typeof OrganDeadline>;
