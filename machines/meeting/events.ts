/** Everything that may happen to a meeting: what people do, and what agenda items report. */
import { z } from 'zod';
import { ClauseOutcome, Hash, Id } from '../primitives.ts';

const LocalDate = z.iso.date();
const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Who must sign the protocol. `participants` is law for the council (kommunestyrelsesloven § 13); `nobody` is possible elsewhere. */
export const SigningRule = z.enum(['participants', 'nobody']);
export type SigningRule = z.infer<typeof SigningRule>;

/** A meeting is planned for a local date and time in Europe/Copenhagen. */
export const PlanMeeting = z.strictObject({
  type: z.literal('plan'),
  meeting: Id,
  organ: Id,
  date: LocalDate,
  startsAt: LocalTime,
  signing: SigningRule,
});

export const PublicMeetingEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('addPart'), part: Id }),
  z.strictObject({ type: z.literal('order'), items: z.array(Id).min(1).max(200) }),
  z.strictObject({
    type: z.literal('freeze'),
    part: Id,
    pins: z.array(z.strictObject({ item: Id, version: Hash })).max(200),
  }),
  z.strictObject({ type: z.literal('thaw'), part: Id }),
  z.strictObject({ type: z.literal('dispatch'), part: Id, lateReason: Hash.nullable() }),
  z.strictObject({ type: z.literal('begin') }),
  z.strictObject({ type: z.literal('recordAttendance'), attendance: Hash }),
  z.strictObject({
    type: z.literal('recordDecision'),
    item: Id,
    decision: Hash,
    outcomes: z.array(ClauseOutcome).min(1).max(50),
  }),
  z.strictObject({ type: z.literal('strike'), item: Id, reason: Hash }),
  z.strictObject({ type: z.literal('end') }),
]);
export type PublicMeetingEvent = z.infer<typeof PublicMeetingEvent>;

/** `turn` counts the item's listings and unlistings: a report overtaken by a newer one is dropped. */
const fromItem = { item: Id, turn: z.number().int().min(1) };

export const ItemToMeetingEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('itemListed'), ...fromItem, part: Id }),
  z.strictObject({ type: z.literal('itemUnlisted'), ...fromItem }),
  z.strictObject({ type: z.literal('itemWithdrawn'), ...fromItem }),
]);
export type ItemToMeetingEvent = z.infer<typeof ItemToMeetingEvent>;

export const SystemMeetingEvent = ItemToMeetingEvent;
export type SystemMeetingEvent = z.infer<typeof SystemMeetingEvent>;
export type MeetingEvent = PublicMeetingEvent | SystemMeetingEvent;
