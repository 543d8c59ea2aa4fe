/** What the item's transitions ask for: mails to its approvers and its officer, deadlines, and signals to meetings and hearings. */
import { dueOfWait } from '../../primitives.ts';
import type { UncheckedEffect } from '../../unchecked-effect.ts';
import { type CoreContext, currentHearing, currentStepAs } from './context.ts';
import type { CoreEvent } from './events.ts';

type Of<T extends CoreEvent['type']> = Extract<CoreEvent, { type: T }>;
type Requests<T extends CoreEvent['type'] = CoreEvent['type']> = (
  context: CoreContext,
  event: Of<T>,
) => readonly UncheckedEffect[];

/** The mails that the chart of every item asks for. */
export const CORE_MAILS = [
  'approval-request',
  'approval-reminder',
  'approval-escalation',
  'returned',
  'text-amended',
  'decided',
] as const;
type ApprovalMail = Extract<(typeof CORE_MAILS)[number], `approval-${string}`>;

/** @param template a mail of the core or of a part */
export const mail = <Template extends string = (typeof CORE_MAILS)[number]>(params: {
  template: Template;
  to: Readonly<Record<string, string>>;
  about: object;
}): UncheckedEffect => ({ kind: 'mail', params });

/** A mail to the office of the current step, about exactly the version that is to be read. */
const mailApprover = (template: ApprovalMail, context: CoreContext): UncheckedEffect[] => {
  const step = currentStepAs(context, 'approval');
  if (step === undefined || context.version === null) return [];
  const { item, round, version, requests: request } = context;
  const about = { item, step: step.id, round, version: version.hash, request };
  return [mail({ template, to: { office: step.office }, about })];
};

const waitingFor = (context: CoreContext, event: CoreEvent, next: 'reminder' | 'escalation'): UncheckedEffect => ({
  kind: 'deadline',
  params: {
    id: `${context.item}-${next}-${context.requests}`,
    due: dueOfWait(event, `approval-${next}`),
    event: { type: `${next}Due`, request: context.requests },
  },
});

/** The holder of the step's office is asked to read exactly this version, and will be reminded. */
export const requestApproval: Requests = (context, event) => [
  ...mailApprover('approval-request', context),
  waitingFor(context, event, 'reminder'),
];
export const remindApprover: Requests = (context, event) => [
  ...mailApprover('approval-reminder', context),
  waitingFor(context, event, 'escalation'),
];
export const escalateApproval: Requests = (context) => mailApprover('approval-escalation', context);

/** The current request is answered, or no longer wanted. */
export const dropApprovalDeadlines: Requests = ({ item, requests }) =>
  requests === 0
    ? []
    : [{ kind: 'drop-deadlines', params: { ids: [`${item}-reminder-${requests}`, `${item}-escalation-${requests}`] } }];

const itemLeft = (hearing: string, item: string): UncheckedEffect => ({
  kind: 'signal',
  params: { stream: hearing, event: { type: 'itemLeft', item } },
});
/** The item leaves the step that the hearing is for. */
export const signalHearingLeft: Requests = (context) => {
  const hearing = currentHearing(context);
  return hearing === undefined ? [] : [itemLeft(hearing, context.item)];
};
export const refuseHearing: Requests<'hearingPlanned'> = ({ item }, { hearing }) => [itemLeft(hearing, item)];

export const mailReturned: Requests<'return'> = ({ owner, item }, { step, round, version, reason }) => [
  mail({ template: 'returned', to: { person: owner }, about: { item, step, round, version, reason } }),
];
/**
 * To each who has approved in this round: the approvals stand on what was read, and the mail says what differs from it. Who
 * changed the text is no part of an `amend`; should it be one of them, the mail is not sent.
 */
export const mailAmendment: Requests<'correct' | 'amend'> = ({ item, round, version, approvals }, event) => {
  const corrector = event.type === 'correct' ? event.by.person : null;
  const people = new Set(approvals.filter((approval) => approval.round === round).map(({ by }) => by.person));
  const about = { item, round, version: version?.hash ?? '' };
  return [...people]
    .filter((person) => person !== corrector)
    .map((person) => mail({ template: 'text-amended', to: { person }, about }));
};
export const mailDecided: Requests<'meetingEnded' | 'decisionCorrected'> = ({ owner, item }, { meeting, decision }) => [
  mail({ template: 'decided', to: { person: owner }, about: { item, meeting, decision: decision.hash } }),
];

/** After the item has been listed. */
export const signalListed: Requests = ({ item, turn, listing }) =>
  listing === null
    ? []
    : [
        {
          kind: 'signal',
          params: { stream: listing.meeting, event: { type: 'itemListed', item, part: listing.part, turn } },
        },
      ];

/** Before the listing is dropped: the meeting that has the item gets the turn that comes with it. */
const signalLeaving =
  (type: 'itemUnlisted' | 'itemWithdrawn'): Requests =>
  ({ item, turn, listing }) =>
    listing === null
      ? []
      : [{ kind: 'signal', params: { stream: listing.meeting, event: { type, item, turn: turn + 1 } } }];
export const signalUnlisted = signalLeaving('itemUnlisted');
export const signalWithdrawn = signalLeaving('itemWithdrawn');
