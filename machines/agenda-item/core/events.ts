/** What may happen to every agenda item: what people do, what other machines report, and what time brings. */
import { z } from 'zod';
import { HearingToItemEvent } from '../../hearing/events.ts';
import { Hash, Id, OutcomeEffect, ofDeadline, withWaits } from '../../primitives.ts';
import type { AnyStep } from './steps.ts';

export const ItemType = z.enum(['decision', 'discussion', 'orientation']);
export type ItemType = z.infer<typeof ItemType>;
export const Openness = z.enum(['open', 'closed']);

export const MAX_STEPS = 40;

/** What the machine needs to know of a text it never sees. Counted by the command from the text that `hash` addresses. */
export const ContentFacts = z.strictObject({
  hash: Hash,
  type: ItemType,
  openness: Openness,
  titled: z.boolean(),
  filledSections: z.number().int().min(0),
  clauses: z.number().int().min(0),
});
export type ContentFacts = z.infer<typeof ContentFacts>;

/** Who acted, in which office, and for whom when it was a deputy or delegate: the record keeps both names. */
export const ActedBy = z.strictObject({ person: Id, office: Id.nullable(), onBehalfOf: Id.nullable() });
export type ActedBy = z.infer<typeof ActedBy>;

/** What whoever acts at a step has read, and who it is. */
export const reading = { step: Id, round: z.number().int().min(1), version: Hash, by: ActedBy };

/**
 * The organs whose rule lets somebody approve what they write themselves: all on the item's route, as they were when it was approved.
 * Absent where the approval is not of one's own.
 */
const ownAllowedBy = z.array(Id).min(1).max(MAX_STEPS).optional();

/** A step right after the one approved, approved with it by the same person, perhaps in another office or in another's place. */
const ApprovedToo = z.strictObject({ step: Id, by: ActedBy, ownAllowedBy });
const also = z.array(ApprovedToo).min(1).max(MAX_STEPS).optional();

/** Where an item grew out of: a sub-item that another item's treatment turned into a matter of its own. */
export const Origin = z.strictObject({ item: Id, subItem: Id });
export type Origin = z.infer<typeof Origin>;

export const CreateItem = z.strictObject({
  type: z.literal('create'),
  item: Id,
  itemType: ItemType,
  owner: Id,
  origin: Origin.optional(),
});

/** What people do. @param Step one step of a route, of any of the kinds that there are */
export const publicEvents = <Step extends z.ZodType<AnyStep>>(Step: Step) => {
  const Route = z.array(Step).min(1).max(MAX_STEPS);
  return [
    z.strictObject({ type: z.literal('submit'), ...withWaits, content: ContentFacts, route: Route }),
    z.strictObject({ type: z.literal('approve'), ...withWaits, ...reading, ownAllowedBy, also }),
    z.strictObject({ type: z.literal('correct'), ...reading, content: ContentFacts }),
    z.strictObject({ type: z.literal('return'), ...reading, reason: Hash }),
    z.strictObject({ type: z.literal('recall') }),
    z.strictObject({ type: z.literal('regret'), ...withWaits, step: Id }),
    z.strictObject({
      type: z.literal('amend'),
      ...withWaits,
      version: Hash,
      content: ContentFacts,
      weight: z.enum(['editorial', 'substantive']),
    }),
    z.strictObject({ type: z.literal('skip'), ...withWaits, step: Id, reason: Hash }),
    z.strictObject({ type: z.literal('assignOrgan'), step: Id, organ: Id }),
    z.strictObject({ type: z.literal('list'), meeting: Id, organ: Id, part: Id }),
    z.strictObject({ type: z.literal('unlist') }),
    z.strictObject({
      type: z.literal('extendRoute'),
      ...withWaits,
      steps: Route,
      recommendation: Hash.nullable(),
    }),
    /** `steps` take the place of the current step and all that come after it. */
    z.strictObject({ type: z.literal('changeRoute'), ...withWaits, steps: Route }),
    z.strictObject({ type: z.literal('withdraw'), reason: Hash }),
    z.strictObject({ type: z.literal('reopen') }),
  ] as const;
};

/** What was decided, by reference: text, absences and the outcome of each at-clause are in the content document. */
export const Decision = z.strictObject({ hash: Hash, effect: OutcomeEffect });
export type Decision = z.infer<typeof Decision>;

/** `turn` is the listing that the meeting speaks of: news of an earlier listing at the same meeting is dropped. */
const ofListing = { meeting: Id, turn: z.number().int().min(1) };
/** `report` counts the meeting's reports. They may overtake each other, so each says all that the earlier ones said. */
const report = { ...ofListing, report: z.number().int().min(1) };
/** Of an item that was not on the agenda, reports also say where it was taken up: they may arrive before `takenUp` does. */
const ofTreatment = { ...report, takenUp: z.strictObject({ organ: Id, part: Id }).optional() };

/** The meeting owns these facts from freeze on; the item may not refuse them, only recognise one that is no longer current. */
export const MeetingToItemEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('listingRefused'), ...ofListing }),
  z.strictObject({ type: z.literal('frozen'), ...report, version: Hash }),
  z.strictObject({ type: z.literal('thawed'), ...report }),
  z.strictObject({ type: z.literal('dispatched'), ...report, version: Hash }),
  z.strictObject({ type: z.literal('struck'), ...ofTreatment }),
  z.strictObject({ type: z.literal('treated'), ...ofTreatment, version: Hash, decision: Decision }),
  z.strictObject({ type: z.literal('meetingEnded'), ...withWaits, ...ofTreatment, version: Hash, decision: Decision }),
  /** The wording was put right after the meeting ended, before the protocol is signed; what happens to the item stays. */
  z.strictObject({
    type: z.literal('decisionCorrected'),
    ...withWaits,
    ...ofTreatment,
    version: Hash,
    decision: Decision,
  }),
  /** Taken up at the meeting though it was not on the agenda. */
  z.strictObject({ type: z.literal('takenUp'), ...report, organ: Id, part: Id, version: Hash }),
  z.strictObject({ type: z.literal('meetingSigned'), meeting: Id }),
]);
export type MeetingToItemEvent = z.infer<typeof MeetingToItemEvent>;

/**
 * Who is asked at the current step has not acted: to be reminded; then, where it is an office, the office above is mailed. `request`
 * is the one waited for.
 */
export const ReminderDue = z.strictObject({
  type: z.literal('reminderDue'),
  ...withWaits,
  ...ofDeadline,
  request: z.number().int().min(1),
});
export const EscalationDue = z.strictObject({
  type: z.literal('escalationDue'),
  ...ofDeadline,
  request: z.number().int().min(1),
});

export const systemEvents = [
  ...MeetingToItemEvent.options,
  ...HearingToItemEvent.options,
  ReminderDue,
  EscalationDue,
] as const;

/** The steps that an approval is of, in their order. */
export const approvalsIn = ({ step, by, ownAllowedBy, also = [] }: Extract<CoreEvent, { type: 'approve' }>) => [
  { step, by, ownAllowedBy },
  ...also,
];

/** What the chart of every item knows. */
export type CoreEvent = z.infer<
  ReturnType<typeof publicEvents<z.ZodType<AnyStep>>>[number] | (typeof systemEvents)[number]
>;
