/**
 * The rules that can refuse an event of any item, by name. Each is pure, never throws and has a Danish sentence under the same name
 * in templates/da.json, which says to whoever is refused why, and who can change it.
 */
import { type CoreContext, currentHearing, currentStep, currentStepAs, isTreated } from './context.ts';
import { approvalsIn, type ContentFacts, type CoreEvent, MAX_STEPS } from './events.ts';
import { isAllowedApproval } from './own-approval.ts';
import { type AnyStep, isStep } from './steps.ts';

type Rule = (context: CoreContext, event: CoreEvent) => boolean;

const contentOf = (event: CoreEvent): ContentFacts | undefined => ('content' in event ? event.content : undefined);
const stepsOf = (event: CoreEvent): readonly AnyStep[] => {
  if (event.type === 'submit') return event.route;
  return event.type === 'extendRoute' || event.type === 'changeRoute' ? event.steps : [];
};
/** What the new steps come on top of: a submission replaces all but what organs have decided. */
const stepsKept = (context: CoreContext, event: CoreEvent) => {
  if (event.type === 'submit') return context.route.filter((step) => isTreated(context, step.id));
  return event.type === 'changeRoute' ? context.route.slice(0, context.position) : context.route;
};
const isOrgan = (step: AnyStep | undefined) => isStep(step, 'organ');
/** The organ that treats the item, or wants to. */
const organOf = (event: CoreEvent): string | undefined => {
  if ('organ' in event) return event.organ;
  return 'takenUp' in event ? event.takenUp?.organ : undefined;
};
const meetingOf = (event: CoreEvent): string | undefined => ('meeting' in event ? event.meeting : undefined);

const lastApproval = (context: CoreContext) => context.approvals.at(-1);

export const coreRules = {
  'content-titled': (_, event) => contentOf(event)?.titled ?? false,
  'content-has-section': (_, event) => (contentOf(event)?.filledSections ?? 0) > 0,
  /** A decision is made on at-clauses; a discussion or an orientation may do without. */
  'decision-has-clauses': (_, event) => {
    const content = contentOf(event);
    return content !== undefined && (content.type !== 'decision' || content.clauses > 0);
  },
  /** A decision needs an organ that decides, or one still to be found. */
  'decision-has-deciding-organ': (_, event) => {
    if (event.type !== 'submit' || event.content.type !== 'decision') return true;
    return event.route.some((step) => isStep(step, 'organ') && (step.role === 'deciding' || step.organ === null));
  },
  'route-ends-in-organ': (_, event) => stepsOf(event).some(isOrgan),
  'route-steps-new': (context, event) => {
    const all = [...stepsKept(context, event), ...stepsOf(event)].map((step) => step.id);
    return new Set(all).size === all.length;
  },
  'route-not-too-long': (context, event) => stepsKept(context, event).length + stepsOf(event).length <= MAX_STEPS,
  /** A change of route may not jump over the step that has not been decided yet: it comes first, or later, but it comes. */
  'undecided-step-kept': (context, event) => stepsOf(event).some(({ id }) => id === currentStep(context)?.id),
  'undecided-step-first': (context, event) => stepsOf(event)[0]?.id === currentStep(context)?.id,
  'hearing-not-planned': (context) => currentHearing(context) === undefined,
  'current-hearing': (context, event) => 'hearing' in event && event.hearing === currentHearing(context),
  /** Nothing has been received of it: what comes twice or late must not call off the hearing that the item waits for. */
  'hearing-not-known': ({ hearings }, event) =>
    'hearing' in event && !hearings.some(({ hearing }) => hearing === event.hearing),
  /** A hearing of a text that has been changed since is not the one that the item waits for. */
  'hearing-of-current-version': ({ version }, event) =>
    !('version' in event) || event.version === undefined || event.version === version?.hash,
  'current-request': (context, event) => 'request' in event && event.request === context.requests,
  'current-step': (context, event) => 'step' in event && event.step === currentStep(context)?.id,
  'current-round': (context, event) => 'round' in event && event.round === context.round,
  'current-version': (context, event) => 'version' in event && event.version === context.version?.hash,
  /** What is approved at once are steps that follow each other, each an approval, by one person. */
  'approves-next-steps': ({ route, position }, event) =>
    event.type === 'approve' &&
    approvalsIn(event).every(({ step, by }, n) => {
      const next = route[position + n];
      return isStep(next, 'approval') && next.id === step && by.person === event.by.person;
    }),
  'not-ones-own': ({ owner, route }, event) => isAllowedApproval(event, [owner], route),
  'version-changes': (context, event) => contentOf(event)?.hash !== context.version?.hash,
  'amends-editorially': (_, event) => event.type === 'amend' && event.weight === 'editorial',
  'amends-substantively': (_, event) => event.type === 'amend' && event.weight === 'substantive',
  /** Who may read it is never a slip of the pen; and a version that a meeting pins has the openness it was listed with. */
  'keeps-type-and-openness': (context, event) =>
    contentOf(event)?.type === context.type && contentOf(event)?.openness === context.openness,
  'sent-back': (_, event) =>
    (event.type === 'meetingEnded' || event.type === 'decisionCorrected') && event.decision.effect === 'BACK',
  /** A listing that the meeting is about to refuse is not what the decision was about. */
  'not-treated-there': (context, event) => !context.treatments.some(({ meeting }) => meeting === meetingOf(event)),
  /** A correction may arrive late or twice, or before the end of the meeting that it corrects. */
  'corrects-treatment': (context, event) =>
    event.type === 'decisionCorrected' &&
    context.treatments.some(({ meeting, report }) => meeting === event.meeting && event.report > report),
  'nobody-acted': (context) =>
    context.version?.hash === context.submitted && !context.approvals.some(({ round }) => round === context.round),
  'previous-step-is-yours': (context, event) => {
    const last = lastApproval(context);
    return (
      event.type === 'regret' &&
      last?.step === event.step &&
      last.round === context.round &&
      context.route[context.position - 1]?.id === event.step
    );
  },
  'next-step-not-acted': (context) => lastApproval(context)?.version === context.version?.hash,
  'organ-open': (context) => currentStepAs(context, 'organ')?.organ === null,
  'organ-of-step': (context, event) => {
    const organ = currentStepAs(context, 'organ')?.organ ?? null;
    return organ !== null && organ === organOf(event);
  },
  /** From the recorded decision until the meeting is over nobody but the meeting changes the item. */
  'not-decided-at-meeting': (context) => context.pendingDecision === null,
  'not-frozen': (context) => context.listing?.frozen !== true,
  /** News of a meeting, or of a listing there, that no longer has the item is dropped: the item has moved on. */
  'same-meeting': (context, event) =>
    context.listing !== null &&
    context.listing.meeting === meetingOf(event) &&
    'turn' in event &&
    event.turn === context.turn,
  /** A report overtaken by a newer one is dropped: the newer one said all of it. */
  'not-overtaken': (context, event) => 'report' in event && event.report > (context.listing?.report ?? 0),
  'listing-is-next': (context, event) => 'turn' in event && event.turn > context.turn,
  'not-signed-before': (context, event) => !context.signedMeetings.includes(meetingOf(event) ?? ''),
} as const satisfies Record<string, Rule>;

export type CoreRule = keyof typeof coreRules;
