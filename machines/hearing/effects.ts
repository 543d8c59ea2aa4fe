/** What the hearing's transitions ask for: mails to its parties, deadlines, and signals to its item. */
import type { EffectRequest, HearingMail } from '../effects.ts';
import type { Due } from '../primitives.ts';
import { type HearingContext, type Party, partyOf } from './context.ts';
import type { HearingEvent, HearingToItemEvent, SystemHearingEvent } from './events.ts';

type Of<T extends HearingEvent['type']> = Extract<HearingEvent, { type: T }>;
type Requests<T extends HearingEvent['type'] = HearingEvent['type']> = (
  context: HearingContext,
  event: Of<T>,
) => readonly EffectRequest[];
type Moment = Exclude<SystemHearingEvent['type'], 'itemLeft'>;

const MOMENTS = ['opens', 'reminds', 'closes', 'graceEnds'] as const satisfies readonly Moment[];

const mail = (params: HearingMail): EffectRequest => ({ kind: 'mail', params });
const deadlineId = ({ hearing }: HearingContext, moment: Moment, n: number) => `${hearing}-${moment}-${n}`;

const deadline = (context: HearingContext, type: Moment, due: Due | null): EffectRequest[] => {
  const window = context.window?.n;
  if (window === undefined || due === null) return [];
  return [{ kind: 'deadline', params: { id: deadlineId(context, type, window), due, event: { type, window } } }];
};
const momentsAfterOpening = (context: HearingContext, { window }: Of<'schedule' | 'extend'>): EffectRequest[] => [
  ...deadline(context, 'reminds', window.reminds),
  ...deadline(context, 'closes', window.closes),
  ...deadline(context, 'graceEnds', window.graceEnds),
];

/** All of the window's moments are set at once: each is dropped by its own state when it comes out of turn. */
export const awaitOpening: Requests<'schedule'> = (context, event) => [
  ...deadline(context, 'opens', event.window.opens),
  ...momentsAfterOpening(context, event),
];
export const awaitClosing: Requests<'schedule' | 'extend'> = momentsAfterOpening;
/** Those of the window that stands: before another one is set, or when there is nothing to wait for any more. */
export const dropDeadlines: Requests = (context) => {
  const n = context.window?.n;
  if (n === undefined) return [];
  return [{ kind: 'drop-deadlines', params: { ids: MOMENTS.map((moment) => deadlineId(context, moment, n)) } }];
};

const toParty = (template: HearingMail['template'], context: HearingContext, party: string, event: HearingEvent) =>
  mail({
    template,
    to: { party },
    about: {
      hearing: context.hearing,
      party,
      ...(context.window ? { window: context.window.n } : {}),
      ...('reason' in event ? { reason: event.reason } : {}),
    },
  });
/** One mail to each party that `whom` picks: each has its own address, its own link and its own row in the ledger. */
const toParties =
  (template: HearingMail['template'], whom: (party: Party) => boolean = () => true): Requests =>
  (context, event) =>
    context.parties.filter(whom).map(({ party }) => toParty(template, context, party, event));

export const mailInvitations = toParties('hearing-invitation');
export const mailNewInvitations: Requests<'invite'> = (context, event) =>
  event.parties.map(({ party }) => toParty('hearing-invitation', context, party, event));
export const mailReminders = toParties('hearing-reminder', ({ state }) => state === 'asked');
export const mailExtended = toParties('hearing-extended');
export const mailCancelled = toParties('hearing-cancelled');

const signalItem =
  (type: HearingToItemEvent['type']): Requests =>
  ({ item, step, hearing, version }) => [
    { kind: 'signal', params: { stream: item, event: { type, step, hearing, version } } },
  ];
export const signalPlanned = signalItem('hearingPlanned');
export const signalConcluded = signalItem('hearingConcluded');
export const signalCancelled = signalItem('hearingCancelled');

/** The receipt to whoever answered, in time or late. */
const receipt = (
  template: 'hearing-receipt' | 'hearing-late',
  context: HearingContext,
  { party: from, answer }: Of<'answer'>,
): EffectRequest => {
  const about = { hearing: context.hearing, answer, receipt: context.answers };
  const party = partyOf(context, from)?.party;
  return mail({ template, to: party ? { party } : { answer }, about: { ...about, ...(party ? { party } : {}) } });
};
export const mailReceipt: Requests<'answer'> = (context, event) => [receipt('hearing-receipt', context, event)];
/** An answer that came late also goes to the secretariat's desk. */
export const mailLateReceipt: Requests<'answer'> = (context, event) => [
  receipt('hearing-late', context, event),
  mail({
    template: 'hearing-late-notice',
    to: { role: 'secretariat' },
    about: { hearing: context.hearing, answer: event.answer, receipt: context.answers },
  }),
];
export const mailClosed: Requests = ({ hearing, item }) => [
  mail({ template: 'hearing-closed', to: { ownerOf: item }, about: { hearing } }),
];
