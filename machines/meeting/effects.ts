/** What the meeting's transitions ask for: mails, deadlines, and signals to its items, which may not refuse them. */
import type { z } from 'zod';
import type { MeetingToItemEvent } from '../agenda-item/events.ts';
import type { EffectRequest, MeetingMail } from '../effects.ts';
import { type Due, dueOfWait } from '../primitives.ts';
import { AGENDA, itemOf, itemsOfPart, type ListedItem, type MeetingContext, type Signer } from './context.ts';
import { MEETING_DEADLINES, type MeetingDeadlineType } from './deadlines.ts';
import type { MeetingEvent, PlanMeeting } from './events.ts';
import { packetKey } from './packets.ts';

type Of<T extends MeetingEvent['type']> = Extract<MeetingEvent, { type: T }>;
type Requests<T extends MeetingEvent['type'] = MeetingEvent['type']> = (
  context: MeetingContext,
  event: Of<T>,
) => readonly EffectRequest[];

const mail = (params: MeetingMail): EffectRequest => ({ kind: 'mail', params });
const signal = (stream: string, event: MeetingToItemEvent): EffectRequest => ({
  kind: 'signal',
  params: { stream, event },
});
/** Whom the news concerns: this listing of the item, and the how-manieth news of the meeting it is. */
const report = ({ meeting, heard, reports }: MeetingContext, item: string) => ({
  meeting,
  turn: heard[item] ?? 0,
  report: reports,
});
/** News of what became of an item there. Of one that was taken up it says where, should it be the first that arrives. */
const reportOfTreatment = (context: MeetingContext, item: string) => {
  const listed = itemOf(context, item);
  const takenUp = listed?.takenUp !== undefined && { takenUp: { organ: context.organ, part: listed.part } };
  return { ...report(context, item), ...takenUp };
};
const onAgenda = ({ struck }: ListedItem) => !struck;

/** One signal to every item of the part that the event names. */
const signalPart =
  (
    say: (news: ReturnType<typeof report>, listed: ListedItem) => MeetingToItemEvent,
  ): Requests<'freeze' | 'thaw' | 'dispatch'> =>
  (context, { part }) =>
    itemsOfPart(context, part)
      .filter(onAgenda)
      .map((listed) => signal(listed.item, say(report(context, listed.item), listed)));
export const signalFrozen = signalPart((news, { version }) => ({ type: 'frozen', ...news, version: version ?? '' }));
export const signalThawed = signalPart((news) => ({ type: 'thawed', ...news }));
export const signalDispatched = signalPart((news, { version }) => ({
  type: 'dispatched',
  ...news,
  version: version ?? '',
}));

const signalDecision = (
  type: 'treated' | 'meetingEnded' | 'decisionCorrected',
  context: MeetingContext,
  { item, version, decision }: ListedItem,
): EffectRequest[] =>
  version === null || decision === null
    ? []
    : [signal(item, { type, ...reportOfTreatment(context, item), version, decision })];
/** The decision that has just been recorded, or corrected. */
const signalRecorded =
  (type: 'treated' | 'decisionCorrected'): Requests<'recordDecision'> =>
  (context, event) => {
    const listed = itemOf(context, event.item);
    return listed ? signalDecision(type, context, listed) : [];
  };
export const signalTreated = signalRecorded('treated');
export const signalCorrected = signalRecorded('decisionCorrected');
export const signalEnded: Requests = (context) =>
  context.items.filter(onAgenda).flatMap((listed) => signalDecision('meetingEnded', context, listed));
export const signalSigned: Requests = (context) =>
  context.items.filter(onAgenda).map(({ item }) => signal(item, { type: 'meetingSigned', meeting: context.meeting }));
export const signalStruck: Requests<'strike'> = (context, { item }) => [
  signal(item, { type: 'struck', ...reportOfTreatment(context, item) }),
];
/** Before they are noted as struck: what had been struck already has heard it. */
export const signalCalledOff: Requests<'callOff'> = (context) => {
  const now = { ...context, reports: context.reports + 1 };
  return context.items.filter(onAgenda).map(({ item }) => signal(item, { type: 'struck', ...report(now, item) }));
};
export const signalTakenUp: Requests<'takeUp'> = (context, { item, version, turn }) => {
  const { meeting, organ, reports } = context;
  const part = itemOf(context, item)?.part ?? AGENDA;
  return [signal(item, { type: 'takenUp', meeting, organ, part, version, turn, report: reports })];
};
export const refuseListing: Requests<'itemListed'> = ({ meeting }, { item, turn }) => [
  signal(item, { type: 'listingRefused', meeting, turn }),
];

type Plan = Pick<z.infer<typeof PlanMeeting>, 'dispatch' | 'deadlines'>;
const deadlineId = ({ meeting, plan }: MeetingContext, type: MeetingDeadlineType) => `${meeting}-${type}-${plan}`;
/** The dates that an event sets; none for a deadline that the organ has no rule for. */
const datesIn = ({ dispatch, deadlines }: Plan): Partial<Record<MeetingDeadlineType, Due>> => ({
  ...(dispatch ? { dispatchSoon: dispatch.warns, dispatchDue: dispatch.due } : {}),
  ...deadlines,
});
const awaitDeadlinesOf = (context: MeetingContext, event: Plan): EffectRequest[] => {
  const dates = datesIn(event);
  return MEETING_DEADLINES.flatMap(({ type }) => {
    const due = dates[type];
    if (due === undefined) return [];
    return [{ kind: 'deadline', params: { id: deadlineId(context, type), due, event: { type, plan: context.plan } } }];
  });
};
/**
 * When the stream begins, XState hands its birth event over as the input of an event of its own. The initial state that it makes for
 * every pure transition, and throws away, has no input: there is nothing to ask for then.
 */
export const awaitFirstDeadlines = (context: MeetingContext, event: object): readonly EffectRequest[] => {
  const birth = 'input' in event ? (event.input as z.infer<typeof PlanMeeting> | undefined) : undefined;
  return awaitDeadlinesOf(context, birth ?? {});
};
export const awaitDeadlines: Requests<'reschedule'> = awaitDeadlinesOf;
/** Of the plan that stands: before another one is made, or when the agenda has been sent. */
export const dropDeadlines: Requests = (context) => {
  const { dispatchDueAt, deadlines } = context;
  const dispatch = dispatchDueAt === null ? {} : { dispatchSoon: true, dispatchDue: true };
  const isSet = (type: MeetingDeadlineType) => Object.hasOwn({ ...dispatch, ...deadlines }, type);
  const ids = MEETING_DEADLINES.filter(({ type }) => isSet(type)).map(({ type }) => deadlineId(context, type));
  return ids.length === 0 ? [] : [{ kind: 'drop-deadlines', params: { ids } }];
};

export const mailOfDeadline: Requests<MeetingDeadlineType> = ({ meeting, organ }, event) =>
  MEETING_DEADLINES.filter(({ type }) => type === event.type).map(({ mail: template, to }) =>
    mail({ template, to: to === 'officers' ? { officersFor: organ } : { role: 'secretariat' }, about: { meeting } }),
  );

const toSecretariat =
  (template: MeetingMail['template']): Requests =>
  ({ meeting }) => [mail({ template, to: { role: 'secretariat' }, about: { meeting } })];
export const mailAllSigned = toSecretariat('protocol-signed');
/** Whoever has signed answers for the same protocol: they are mailed as well. */
export const mailRefused: Requests<'refuse'> = ({ meeting, signatures }, { person, reason }) => {
  const about = { meeting, person, reason };
  const signed = signatures.signers.filter(({ answer }) => answer === 'signed' || answer === 'reserved');
  return [
    mail({ template: 'signature-refused', to: { role: 'secretariat' }, about }),
    ...signed.map((signer) => mail({ template: 'signature-refused-notice', to: { person: signer.person }, about })),
  ];
};
/** Those who have been told of the meeting: its members once the agenda has been sent, and the officers with items for it. */
const toWhoeverKnows = (
  { organ, parts }: MeetingContext,
  template: MeetingMail['template'],
  about: MeetingMail['about'],
): EffectRequest[] => [
  ...(parts.some(({ phase }) => phase === 'dispatched') ? [mail({ template, to: { organ }, about })] : []),
  mail({ template, to: { officersFor: organ }, about }),
];
export const mailCancelled: Requests<'callOff'> = (context, { reason }) =>
  toWhoeverKnows(context, 'meeting-cancelled', { meeting: context.meeting, reason });
/** Before the new date is noted: the mail says which one no longer holds. */
export const mailMoved: Requests<'reschedule'> = (context) => {
  const { meeting, date, startsAt } = context;
  return toWhoeverKnows(context, 'meeting-moved', { meeting, from: { date, startsAt } });
};
/** The members are mailed where to read it. */
export const mailAgenda: Requests<'dispatch'> = ({ meeting, organ }, { part }) => [
  mail({ template: 'agenda-dispatched', to: { organ }, about: { meeting, part } }),
];
/** Before the edition is noted: those who were sent an agenda without a packet are mailed when it is there. */
export const mailPacketReady: Requests<'packetBuilt'> = ({ meeting, organ, packets }, event) => {
  if (event.variant !== 'members' || packets?.[packetKey(event)] !== undefined) return [];
  const about = { meeting, part: event.supplement ?? AGENDA };
  return [mail({ template: 'packet-ready', to: { organ }, about })];
};

/** After so many reminders the secretariat is mailed: then a person has to talk to a person. */
const MAX_REMINDERS = 3;

const signatureId = ({ meeting, signatures }: MeetingContext, reminder: number) =>
  `${meeting}-signature-${signatures.request}-${reminder}`;
const awaitSignatures: Requests<'requestSignatures' | 'signatureDue'> = (context, cause) => {
  const reminder = context.signatures.reminders + 1;
  const event = { type: 'signatureDue' as const, request: context.signatures.request, reminder };
  const due = dueOfWait(cause, 'signature-reminder');
  return [{ kind: 'deadline', params: { id: signatureId(context, reminder), due, event } }];
};
export const dropSignatureDeadline: Requests = (context) => [
  { kind: 'drop-deadlines', params: { ids: [signatureId(context, context.signatures.reminders + 1)] } },
];

const toSigners = (
  template: MeetingMail['template'],
  { meeting, signatures: { signers, protocol } }: MeetingContext,
  whom: (signer: Signer) => boolean,
): EffectRequest[] =>
  signers
    .filter(whom)
    .map(({ person }) =>
      mail({ template, to: { person }, about: { meeting, person, ...(protocol === null ? {} : { protocol }) } }),
    );
export const requestSignatures: Requests<'requestSignatures'> = (context, event) => [
  ...toSigners('signature-request', context, () => true),
  ...awaitSignatures(context, event),
];
export const remindSigners: Requests<'signatureDue'> = (context, event) => [
  ...toSigners('signature-reminder', context, ({ answer }) => answer === null),
  ...(context.signatures.reminders < MAX_REMINDERS
    ? awaitSignatures(context, event)
    : toSecretariat('signature-overdue')(context, event)),
];
/** Before the request is taken back: who was asked is mailed why. */
export const mailRecalled: Requests<'recallProtocol'> = ({ meeting, signatures }, { reason }) =>
  signatures.signers.map(({ person }) =>
    mail({ template: 'protocol-recalled', to: { person }, about: { meeting, person, reason } }),
  );
