/** Everything that may happen to a meeting: what people do, and what agenda items report. */
import { z } from 'zod';
import { ClauseOutcome, Due, Hash, Id, LocalTime, ofDeadline, withWaits } from '../primitives.ts';
import { MEETING_DEADLINE_EVENTS, OrganDeadline } from './deadlines.ts';
import { PacketBuilt, PacketEdition } from './packets.ts';

const LocalDate = z.iso.date();

/**
 * Who must sign the protocol. `participants`, every member who took part, is law for the council (kommunestyrelsesloven § 13); the
 * chair alone, or nobody, is possible elsewhere.
 */
export const SigningRule = z.enum(['participants', 'chair', 'nobody']);
export type SigningRule = z.infer<typeof SigningRule>;

/** The last lawful moment to send the agenda, and when to warn the secretariat of it. */
export const DispatchTimes = z.strictObject({ warns: Due, due: Due });
export type DispatchTimes = z.infer<typeof DispatchTimes>;

const when = {
  date: LocalDate,
  startsAt: LocalTime,
  endsAt: LocalTime.nullable().optional(),
  place: z.string().trim().max(120).nullable().optional(),
  /** Null where the organ has no rule for it. */
  dispatch: DispatchTimes.nullable().optional(),
  /** The other deadlines that the organ has set for its meetings; left out where it has set none. */
  deadlines: z.partialRecord(OrganDeadline, Due).optional(),
};

/** A meeting is planned for a local date and time in Europe/Copenhagen. */
export const PlanMeeting = z.strictObject({
  type: z.literal('plan'),
  meeting: Id,
  organ: Id,
  ...when,
  signing: SigningRule,
  /** The published agenda that the meeting was read from: its head, contents and tail as they were printed. */
  source: Hash.optional(),
});

/** The largest council that signs member by member has 31 members; substitutes come on top. */
export const MAX_SIGNERS = 40;

export const PublicMeetingEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reschedule'), ...when }),
  /** It does not take place; its items wait for another meeting. */
  z.strictObject({ type: z.literal('callOff'), reason: Hash }),
  z.strictObject({ type: z.literal('addPart'), part: Id }),
  z.strictObject({ type: z.literal('review') }),
  z.strictObject({ type: z.literal('order'), items: z.array(Id).min(1).max(200) }),
  z.strictObject({
    type: z.literal('freeze'),
    part: Id,
    pins: z.array(z.strictObject({ item: Id, version: Hash })).max(200),
  }),
  z.strictObject({ type: z.literal('thaw'), part: Id }),
  /**
   * `late`: the server's time is past the organ's deadline; the reason is then printed (KSL § 8(5)). `packets`: those that
   * were ready and so were sent along; `missing`: the bilag that had no place in them, which the secretariat has seen and accepted.
   * Both are left out where there was none.
   */
  z.strictObject({
    type: z.literal('dispatch'),
    part: Id,
    late: z.boolean(),
    lateReason: Hash.nullable(),
    packets: z.array(PacketEdition).min(1).max(4).optional(),
    missing: z
      .array(z.strictObject({ item: Id, bilag: z.number().int().min(1) }))
      .min(1)
      .max(500)
      .optional(),
  }),
  z.strictObject({ type: z.literal('begin') }),
  /**
   * `present`: the members who took part, if only for a while, and can sign; `chair`: who led the meeting. `basis`: how often the
   * attendance had been recorded when its writer looked (0: never), so that nobody replaces what they have not seen.
   */
  z.strictObject({
    type: z.literal('recordAttendance'),
    basis: z.number().int().min(0),
    attendance: Hash,
    present: z.array(Id).max(MAX_SIGNERS),
    chair: Id.nullable(),
  }),
  /** An item that is not on the agenda is treated all the same; `turn` is the item's next listing. */
  z.strictObject({
    type: z.literal('takeUp'),
    item: Id,
    version: Hash,
    turn: z.number().int().min(1),
    reason: Hash,
  }),
  /** `basis`: the decision on the item that its writer saw, null where there was none, so that nobody replaces another unseen. */
  z.strictObject({
    type: z.literal('recordDecision'),
    item: Id,
    basis: Hash.nullable(),
    decision: Hash,
    outcomes: z.array(ClauseOutcome).min(1).max(50),
  }),
  z.strictObject({ type: z.literal('strike'), item: Id, reason: Hash }),
  z.strictObject({ type: z.literal('end') }),
  z.strictObject({ type: z.literal('requestSignatures'), ...withWaits, protocol: Hash }),
  /** `signature` addresses who signed what, how and when; `reservation` the signer's own words. */
  z.strictObject({
    type: z.literal('sign'),
    person: Id,
    protocol: Hash,
    signature: Hash,
    reservation: Hash.nullable(),
  }),
  z.strictObject({ type: z.literal('refuse'), person: Id, protocol: Hash, reason: Hash }),
  /** Back to the desk: something in it is wrong. Signatures given so far are void, and their signers are mailed. */
  z.strictObject({ type: z.literal('recallProtocol'), reason: Hash }),
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

/** `request` counts the requests to sign, `reminder` the reminders of one request. */
export const SignatureDue = z.strictObject({
  type: z.literal('signatureDue'),
  ...ofDeadline,
  ...withWaits,
  request: z.number().int().min(1),
  reminder: z.number().int().min(1),
});

export const SystemMeetingEvent = z.discriminatedUnion('type', [
  ...ItemToMeetingEvent.options,
  ...MEETING_DEADLINE_EVENTS,
  SignatureDue,
  PacketBuilt,
]);
export type SystemMeetingEvent = z.infer<typeof SystemMeetingEvent>;
export type MeetingEvent = PublicMeetingEvent | SystemMeetingEvent;
