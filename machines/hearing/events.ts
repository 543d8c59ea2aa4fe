/** Everything that may happen to a hearing: what people and parties do, what the item reports, and what time brings. */
import { z } from 'zod';
import { Due, Hash, Id, Instant, ofDeadline, withWaits } from '../primitives.ts';

/** Who may answer: the invited parties, or everybody. */
export const OpenTo = z.enum(['invited', 'everyone']);

/**
 * The window in which answers count. `closes` is the first instant after the last day; an answer whose form was opened before that
 * counts until `graceEnds`. `minimumClosesAt` is the earliest end that the law allows; null where it names none.
 */
export const HearingWindow = z.strictObject({
  opens: Due,
  closes: Due,
  graceEnds: Due,
  reminds: Due.nullable(),
  minimumClosesAt: Instant.nullable(),
});
export type HearingWindow = z.infer<typeof HearingWindow>;

/** `ref` addresses the party's name and address, which are not in the chain. */
const InvitedParty = z.strictObject({ party: Id, ref: Hash });

/** `step` is the item's step that waits for this hearing, `version` the text that is heard. */
export const PlanHearing = z.strictObject({
  type: z.literal('plan'),
  hearing: Id,
  item: Id,
  step: Id,
  version: Hash,
  hearingType: Id,
  openTo: OpenTo,
  answersPublic: z.boolean(),
});

export const MAX_PARTIES = 400;
const Parties = z.array(InvitedParty).min(1).max(MAX_PARTIES);

export const PublicHearingEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('invite'), parties: Parties }),
  z.strictObject({ type: z.literal('uninvite'), party: Id }),
  /** Sets the window. `startsNow`: its opening lies behind already, so parties are written to at once. */
  z.strictObject({ type: z.literal('schedule'), window: HearingWindow, startsNow: z.boolean() }),
  z.strictObject({ type: z.literal('extend'), window: HearingWindow, reason: Hash }),
  /**
   * An answer, by an invited party or (null) by anybody. Whether it is in time is judged by `receivedAt`, the server's time of
   * receipt, never by when it was carried out; `formOpenedAt` is when the server showed the form.
   */
  z.strictObject({
    type: z.literal('answer'),
    party: Id.nullable(),
    answer: Hash,
    noRemarks: z.boolean(),
    receivedAt: Instant,
    formOpenedAt: Instant.nullable(),
  }),
  z.strictObject({ type: z.literal('decline'), party: Id }),
  z.strictObject({ type: z.literal('conclude'), note: Hash }),
  z.strictObject({ type: z.literal('cancel'), reason: Hash }),
]);
export type PublicHearingEvent = z.infer<typeof PublicHearingEvent>;

/** `version` is the text that is heard; the first version of the machine did not say it. */
const ofHearing = { step: Id, hearing: Id, version: Hash.optional() };

export const HearingToItemEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hearingPlanned'), ...ofHearing }),
  z.strictObject({ type: z.literal('hearingConcluded'), ...withWaits, ...ofHearing }),
  z.strictObject({ type: z.literal('hearingCancelled'), ...ofHearing }),
]);
export type HearingToItemEvent = z.infer<typeof HearingToItemEvent>;

export const ItemToHearingEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('itemLeft'), item: Id }),
]);
export type ItemToHearingEvent = z.infer<typeof ItemToHearingEvent>;

/** `window` counts the windows, so that a deadline of one that was extended is dropped. */
const ofWindow = { ...ofDeadline, window: z.number().int().min(1) };

/** The moments of a window, in their order. */
export const WindowEvents = [
  z.strictObject({ type: z.literal('opens'), ...ofWindow }),
  z.strictObject({ type: z.literal('reminds'), ...ofWindow }),
  z.strictObject({ type: z.literal('closes'), ...ofWindow }),
  z.strictObject({ type: z.literal('graceEnds'), ...ofWindow }),
] as const;

export const SystemHearingEvent = z.discriminatedUnion('type', [...ItemToHearingEvent.options, ...WindowEvents]);
export type SystemHearingEvent = z.infer<typeof SystemHearingEvent>;
export type HearingEvent = PublicHearingEvent | SystemHearingEvent;
