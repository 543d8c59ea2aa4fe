/** The table that turns the meeting's actions into effects: signals to its items, which may not refuse them. */

import type { z } from 'zod';
import type { MeetingToItemEvent } from '../agenda-item/events.ts';
import type { MeetingMail, Wish } from '../effects.ts';
import { dueOfWait } from '../primitives.ts';
import { AGENDA, itemOf, itemsOfPart, type ListedItem, type MeetingContext, type Signer } from './context.ts';
import type { MeetingEvent, PlanMeeting } from './events.ts';

type ToWishes = (context: MeetingContext, event: MeetingEvent | Birth, before: MeetingContext) => Wish[];

type Birth = z.infer<typeof PlanMeeting>;

const mail = (params: MeetingMail): Wish => ({ kind: 'mail', params });
const signal = (stream: string, event: MeetingToItemEvent): Wish => ({ kind: 'signal', params: { stream, event } });
/** Whom the news concerns: this listing of the item, and the how-manieth news of the meeting it is. */
const report = ({ meeting, heard, reports }: MeetingContext, item: string) => ({
  meeting,
  turn: heard[item] ?? 0,
  report: reports,
});
/** News of what became of an item there. Of one that was taken up it says where, should it be the first that is heard. */
const reportOfTreatment = (context: MeetingContext, item: string) => {
  const listed = itemOf(context, item);
  const takenUp = listed?.takenUp !== undefined && { takenUp: { organ: context.organ, part: listed.part } };
  return { ...report(context, item), ...takenUp };
};
const onAgenda = ({ struck }: ListedItem) => !struck;

/** One signal to every item of the part that the event names. */
const tellPart =
  (say: (news: ReturnType<typeof report>, listed: ListedItem) => MeetingToItemEvent): ToWishes =>
  (context, event) =>
    'part' in event
      ? itemsOfPart(context, event.part)
          .filter(onAgenda)
          .map((listed) => signal(listed.item, say(report(context, listed.item), listed)))
      : [];

const tellDecision = (
  type: 'treated' | 'meetingEnded' | 'decisionCorrected',
  context: MeetingContext,
  { item, version, decision }: ListedItem,
): Wish[] =>
  version === null || decision === null
    ? []
    : [signal(item, { type, ...reportOfTreatment(context, item), version, decision })];

/** The decision that has just been recorded, or corrected. */
const tellRecorded =
  (type: 'treated' | 'decisionCorrected'): ToWishes =>
  (context, event) => {
    const listed = event.type === 'recordDecision' ? itemOf(context, event.item) : undefined;
    return listed ? tellDecision(type, context, listed) : [];
  };

/** After so many reminders the secretariat is told: then a person has to talk to a person. */
const MAX_REMINDERS = 3;

const awaitDispatch: ToWishes = ({ meeting, plan }, event) => {
  if (!('dispatch' in event) || !event.dispatch) return [];
  const row = (type: 'dispatchSoon' | 'dispatchDue', due: typeof event.dispatch.due): Wish => ({
    kind: 'deadline',
    params: { id: `${meeting}-${type}-${plan}`, due, event: { type, plan } },
  });
  return [row('dispatchSoon', event.dispatch.warns), row('dispatchDue', event.dispatch.due)];
};
const dropDispatch: ToWishes = ({ meeting }, _, { plan, dispatchDueAt }) =>
  dispatchDueAt === null
    ? []
    : [
        {
          kind: 'drop-deadlines',
          params: { ids: [`${meeting}-dispatchSoon-${plan}`, `${meeting}-dispatchDue-${plan}`] },
        },
      ];
const toSecretariat =
  (template: MeetingMail['template']): ToWishes =>
  ({ meeting }) => [mail({ template, to: { role: 'secretariat' }, about: { meeting } })];

const signatureId = ({ meeting, signatures }: MeetingContext, reminder: number) =>
  `${meeting}-signature-${signatures.request}-${reminder}`;
const awaitSignatures: ToWishes = (context, cause) => {
  const reminder = context.signatures.reminders + 1;
  const event = { type: 'signatureDue' as const, request: context.signatures.request, reminder };
  return [
    {
      kind: 'deadline',
      params: { id: signatureId(context, reminder), due: dueOfWait(cause, 'signature-reminder'), event },
    },
  ];
};
const toSigners =
  (template: MeetingMail['template'], whom: (signer: Signer) => boolean): ToWishes =>
  (context, event, before) =>
    (context.signatures.signers.length > 0 ? context : before).signatures.signers.filter(whom).map(({ person }) =>
      mail({
        template,
        to: { person },
        about: {
          meeting: context.meeting,
          person,
          ...(context.signatures.protocol === null ? {} : { protocol: context.signatures.protocol }),
          ...('reason' in event ? { reason: event.reason } : {}),
        },
      }),
    );
const unanswered = ({ answer }: Signer) => answer === null;

export const meetingWishes = {
  awaitDispatch,
  replanDispatch: (context, event, before) => [
    ...dropDispatch(context, event, before),
    ...awaitDispatch(context, event, before),
  ],
  warnOfDispatch: toSecretariat('dispatch-soon'),
  tellOverdue: toSecretariat('dispatch-overdue'),
  /** The members are told where to read it; the deadlines are met, or past. */
  sendAgenda: (context, event, before) =>
    event.type !== 'dispatch'
      ? []
      : [
          ...(event.part === AGENDA ? dropDispatch(context, event, before) : []),
          mail({
            template: 'agenda-dispatched',
            to: { organ: context.organ },
            about: { meeting: context.meeting, part: event.part },
          }),
        ],
  tellTakenUp: (context, event) => {
    if (event.type !== 'takeUp') return [];
    const { item, version, turn } = event;
    const { meeting, organ, reports } = context;
    const part = itemOf(context, item)?.part ?? AGENDA;
    return [signal(item, { type: 'takenUp', meeting, organ, part, version, turn, report: reports })];
  },
  requestSignatures: (context, event, before) => [
    ...toSigners('signature-request', () => true)(context, event, before),
    ...awaitSignatures(context, event, before),
  ],
  remindSigners: (context, event, before) => [
    ...toSigners('signature-reminder', unanswered)(context, event, before),
    ...(context.signatures.reminders < MAX_REMINDERS
      ? awaitSignatures(context, event, before)
      : toSecretariat('signature-overdue')(context, event, before)),
  ],
  tellRefused: (context, event) =>
    event.type !== 'refuse'
      ? []
      : [
          mail({
            template: 'signature-refused',
            to: { role: 'secretariat' },
            about: { meeting: context.meeting, person: event.person, reason: event.reason },
          }),
        ],
  tellRecalled: toSigners('protocol-recalled', () => true),
  stopReminding: (context, _, before) => [
    { kind: 'drop-deadlines', params: { ids: [signatureId(context, before.signatures.reminders + 1)] } },
  ],
  tellAllSigned: toSecretariat('protocol-signed'),
  refuseListing: (context, event) =>
    event.type === 'itemListed'
      ? [signal(event.item, { type: 'listingRefused', meeting: context.meeting, turn: event.turn })]
      : [],
  tellFrozen: tellPart((news, { version }) => ({ type: 'frozen', ...news, version: version ?? '' })),
  tellThawed: tellPart((news) => ({ type: 'thawed', ...news })),
  tellDispatched: tellPart((news, { version }) => ({ type: 'dispatched', ...news, version: version ?? '' })),
  tellStruck: (context, event) =>
    event.type === 'strike' ? [signal(event.item, { type: 'struck', ...reportOfTreatment(context, event.item) })] : [],
  tellTreated: tellRecorded('treated'),
  tellCorrected: tellRecorded('decisionCorrected'),
  tellEnded: (context) =>
    context.items.filter(onAgenda).flatMap((listed) => tellDecision('meetingEnded', context, listed)),
  tellSigned: (context) =>
    context.items.filter(onAgenda).map(({ item }) => signal(item, { type: 'meetingSigned', meeting: context.meeting })),
} as const satisfies Record<string, ToWishes>;

export type MeetingAction = keyof typeof meetingWishes;
