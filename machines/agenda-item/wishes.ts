/** The table that turns the item's actions into effects. An action without a row here does not compile. */
import type { Wish } from '../effects.ts';
import { dueOfWait } from '../primitives.ts';
import { currentHearing, currentStep, type ItemContext } from './context.ts';
import type { ItemEvent } from './events.ts';

type ToWishes = (context: ItemContext, event: ItemEvent, before: ItemContext) => Wish[];

/** Withdrawal and unlisting are told to the meeting that had the item before this transition. */
const tellFormerMeeting =
  (type: 'itemUnlisted' | 'itemWithdrawn'): ToWishes =>
  (context, _, before) =>
    before.listing === null
      ? []
      : [
          {
            kind: 'signal',
            params: { stream: before.listing.meeting, event: { type, item: context.item, turn: context.turn } },
          },
        ];

type ApprovalMail = 'approval-request' | 'approval-reminder' | 'approval-escalation';

/** A mail to the office of the current step, about exactly the version that is to be read. */
const mailApprover = (template: ApprovalMail, context: ItemContext): Wish[] => {
  const step = currentStep(context);
  if (step?.kind !== 'approval' || context.version === null) return [];
  const { item, round, version, requests: request } = context;
  const about = { item, step: step.id, round, version: version.hash, request };
  return [{ kind: 'mail', params: { template, to: { office: step.office }, about } }];
};

const waitingFor = (context: ItemContext, event: ItemEvent, next: 'reminder' | 'escalation'): Wish => ({
  kind: 'deadline',
  params: {
    id: `${context.item}-${next}-${context.requests}`,
    due: dueOfWait(event, `approval-${next}`),
    event: { type: `${next}Due`, request: context.requests },
  },
});

export const itemWishes = {
  /** The holder of the step's office is asked to read exactly this version, and will be reminded. */
  requestApproval: (context, event) => [
    ...mailApprover('approval-request', context),
    waitingFor(context, event, 'reminder'),
  ],
  remindApprover: (context, event) => [
    ...mailApprover('approval-reminder', context),
    waitingFor(context, event, 'escalation'),
  ],
  escalateApproval: (context) => mailApprover('approval-escalation', context),
  stopWaiting: ({ item }, _, { requests }) =>
    requests === 0
      ? []
      : [
          {
            kind: 'drop-deadlines',
            params: { ids: [`${item}-reminder-${requests}`, `${item}-escalation-${requests}`] },
          },
        ],
  /** The item has left the step that the hearing was for. */
  tellHearing: (context, _, before) => {
    const hearing = currentHearing(before);
    return hearing === undefined
      ? []
      : [{ kind: 'signal', params: { stream: hearing, event: { type: 'itemLeft', item: context.item } } }];
  },
  refuseHearing: (context, event) =>
    event.type === 'hearingPlanned'
      ? [{ kind: 'signal', params: { stream: event.hearing, event: { type: 'itemLeft', item: context.item } } }]
      : [],
  tellReturned: (context, event) =>
    event.type !== 'return'
      ? []
      : [
          {
            kind: 'mail',
            params: {
              template: 'returned',
              to: { person: context.owner },
              about: {
                item: context.item,
                step: event.step,
                round: event.round,
                version: event.version,
                reason: event.reason,
              },
            },
          },
        ],
  /**
   * To each who has approved in this round: the approvals stand on what was read, and the mail says what differs from it. Who
   * changed the text is no part of an `amend`; should it be one of them, the mail is not sent.
   */
  mailAmendment: ({ item, round, version, approvals }, event) => {
    const corrector = event.type === 'correct' ? event.by.person : null;
    const people = new Set(approvals.filter((approval) => approval.round === round).map(({ by }) => by.person));
    return [...people]
      .filter((person) => person !== corrector)
      .map((person) => ({
        kind: 'mail',
        params: { template: 'text-amended', to: { person }, about: { item, round, version: version?.hash ?? '' } },
      }));
  },
  tellDecided: (context, event) =>
    event.type !== 'meetingEnded' && event.type !== 'decisionCorrected'
      ? []
      : [
          {
            kind: 'mail',
            params: {
              template: 'decided',
              to: { person: context.owner },
              about: { item: context.item, meeting: event.meeting, decision: event.decision.hash },
            },
          },
        ],
  tellListed: (context) =>
    context.listing === null
      ? []
      : [
          {
            kind: 'signal',
            params: {
              stream: context.listing.meeting,
              event: { type: 'itemListed', item: context.item, part: context.listing.part, turn: context.turn },
            },
          },
        ],
  tellUnlisted: tellFormerMeeting('itemUnlisted'),
  tellWithdrawn: tellFormerMeeting('itemWithdrawn'),
} as const satisfies Record<string, ToWishes>;

export type ItemAction = keyof typeof itemWishes;
