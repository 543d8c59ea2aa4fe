/** The table that turns the hearing's actions into effects: mails to its parties, deadlines, and signals to its item. */
import type { HearingMail, Wish } from '../effects.ts';
import type { Due } from '../primitives.ts';
import { type HearingContext, partyOf } from './context.ts';
import type { HearingEvent, HearingToItemEvent, SystemHearingEvent } from './events.ts';

type ToWishes = (context: HearingContext, event: HearingEvent, before: HearingContext) => Wish[];
type Moment = Exclude<SystemHearingEvent['type'], 'itemLeft'>;

const mail = (params: HearingMail): Wish => ({ kind: 'mail', params });
const deadlineId = ({ hearing }: HearingContext, moment: Moment, n: number) => `${hearing}-${moment}-${n}`;

const deadline = (context: HearingContext, type: Moment, due: Due | null): Wish[] => {
  const window = context.window?.n;
  if (window === undefined || due === null) return [];
  return [{ kind: 'deadline', params: { id: deadlineId(context, type, window), due, event: { type, window } } }];
};
const drop = (context: HearingContext, n: number | undefined): Wish[] => {
  if (n === undefined) return [];
  const moments = ['opens', 'reminds', 'closes', 'graceEnds'] as const;
  return [{ kind: 'drop-deadlines', params: { ids: moments.map((moment) => deadlineId(context, moment, n)) } }];
};

/** One mail to each party that `whom` picks: each has its own address, its own link and its own row in the ledger. */
const toParties =
  (template: HearingMail['template'], whom: (state: HearingContext['parties'][number]) => boolean): ToWishes =>
  (context, event) =>
    context.parties.filter(whom).map(({ party }) =>
      mail({
        template,
        to: { party },
        about: {
          hearing: context.hearing,
          party,
          ...(context.window ? { window: context.window.n } : {}),
          ...('reason' in event ? { reason: event.reason } : {}),
        },
      }),
    );

const tellItem =
  (type: HearingToItemEvent['type']): ToWishes =>
  ({ item, step, hearing }) => [{ kind: 'signal', params: { stream: item, event: { type, step, hearing } } }];

/** The receipt to whoever answered, in time or late; an answer that came late also goes to the secretariat's desk. */
const receipt =
  (template: 'hearing-receipt' | 'hearing-late'): ToWishes =>
  (context, event) => {
    if (event.type !== 'answer') return [];
    const about = { hearing: context.hearing, answer: event.answer, receipt: context.answers };
    const party = partyOf(context, event.party)?.party;
    const sender = party ? { party } : { answer: event.answer };
    return [mail({ template, to: sender, about: { ...about, ...(party ? { party } : {}) } })];
  };

export const hearingWishes = {
  tellPlanned: tellItem('hearingPlanned'),
  tellConcluded: tellItem('hearingConcluded'),
  tellCancelled: tellItem('hearingCancelled'),
  awaitOpening: (context, event, before) => [
    ...drop(context, before.window?.n),
    ...(event.type === 'schedule' ? deadline(context, 'opens', event.window.opens) : []),
    // All of the window's moments are set at once: each is dropped by its own state when it comes out of turn.
    ...momentsOf(context, event),
  ],
  awaitClosing: (context, event, before) => [...drop(context, before.window?.n), ...momentsOf(context, event)],
  dropDeadlines: (context, _, before) => drop(context, before.window?.n),
  invite: toParties('hearing-invitation', () => true),
  inviteNew: (context, event, before) =>
    toParties('hearing-invitation', ({ party }) => partyOf(before, party) === undefined)(context, event, before),
  remind: toParties('hearing-reminder', ({ state }) => state === 'asked'),
  tellExtended: toParties('hearing-extended', () => true),
  tellPartiesCancelled: toParties('hearing-cancelled', () => true),
  sendReceipt: receipt('hearing-receipt'),
  sendLateReceipt: (context, event, before) => [
    ...receipt('hearing-late')(context, event, before),
    ...(event.type === 'answer'
      ? [
          mail({
            template: 'hearing-late-notice',
            to: { role: 'secretariat' },
            about: { hearing: context.hearing, answer: event.answer, receipt: context.answers },
          }),
        ]
      : []),
  ],
  tellClosed: ({ hearing, item }) => [mail({ template: 'hearing-closed', to: { ownerOf: item }, about: { hearing } })],
} as const satisfies Record<string, ToWishes>;

const momentsOf = (context: HearingContext, event: HearingEvent): Wish[] =>
  event.type !== 'schedule' && event.type !== 'extend'
    ? []
    : [
        ...deadline(context, 'reminds', event.window.reminds),
        ...deadline(context, 'closes', event.window.closes),
        ...deadline(context, 'graceEnds', event.window.graceEnds),
      ];

export type HearingAction = keyof typeof hearingWishes;
