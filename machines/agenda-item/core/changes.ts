/** How each event changes what the item remembers. Pure: context and event in, the changed fields out. */
import { type CoreContext, currentStepAs, isTreated } from './context.ts';
import { approvalsIn, type CoreEvent } from './events.ts';
import { type AnyStep, type CoreStep, isStep } from './steps.ts';

type Of<T extends CoreEvent['type']> = Extract<CoreEvent, { type: T }>;
type Change<T extends CoreEvent['type']> = (context: CoreContext, event: Of<T>) => Partial<CoreContext>;

const nextVersion = (context: CoreContext, hash: string) => ({ n: (context.version?.n ?? 0) + 1, hash });
const treatedSteps = (context: CoreContext) => context.route.filter((step) => isTreated(context, step.id));
/** An id that no step of the route has: routes only grow between submissions. */
const insertedStepId = (context: CoreContext) =>
  `inserted-${context.route.length + 1}-${context.treatments.length + 1}`;

/** No hearing that came before is waited for any more. */
export const leaveHearings = ({ hearings }: CoreContext): Partial<CoreContext> => ({
  hearings: hearings.map((each) => ({ ...each, over: true })),
});

/** What organs have decided stays at the head of the route; the approvals of earlier rounds are kept on what they read. */
export const applySubmission: Change<'submit'> = (context, event) => {
  const decided = treatedSteps(context);
  const version =
    context.version?.hash === event.content.hash ? context.version : nextVersion(context, event.content.hash);
  return {
    ...leaveHearings(context),
    type: event.content.type,
    openness: event.content.openness,
    round: context.round + 1,
    version,
    submitted: version.hash,
    route: [...decided, ...event.route],
    position: decided.length,
  };
};

/** Each step that is approved has an approval of its own, also where several are approved at once. */
export const applyApproval: Change<'approve'> = (context, event) => {
  const { step, round, version } = event;
  const given = approvalsIn(event).map(({ ownAllowedBy, ...approval }) => ({
    round,
    version,
    ...approval,
    ...(ownAllowedBy && { ownAllowedBy }),
    ...(event.also && { together: step }),
  }));
  return { approvals: [...context.approvals, ...given], position: context.position + given.length };
};

export const applyNewVersion: Change<'correct' | 'amend'> = (context, event) => ({
  type: event.content.type,
  openness: event.content.openness,
  version: nextVersion(context, event.content.hash),
});

/**
 * A substantive change sends the new version up the whole ladder again, in a new round: to all whose turn comes before that of
 * hearing and organs. What organs have decided lies behind: where no approval stands between the last decision and the next organ, the ladder is put there once more.
 */
export const applySubstantiveChange: Change<'amend'> = (context, event) => {
  const { route, position } = context;
  const afterDecided = route.findLastIndex((step) => isTreated(context, step.id)) + 1;
  const ladder = route.findIndex(
    (step, index) => index >= afterDecided && index <= position && !isStep(step, 'organ') && !isStep(step, 'hearing'),
  );
  const round = {
    ...applyNewVersion(context, event),
    ...leaveHearings(context),
    round: context.round + 1,
    submitted: event.content.hash,
  };
  if (ladder !== -1) return { ...round, position: ladder };
  const id = insertedStepId(context);
  const offices = new Set(route.slice(0, position).flatMap((step) => (isStep(step, 'approval') ? [step.office] : [])));
  const again = [...offices].map((office, n): CoreStep => ({ id: `${id}-${n + 1}`, kind: 'approval', office }));
  return { ...round, route: [...route.slice(0, position), ...again, ...route.slice(position)] };
};

/** What was approved at once is taken back at once. */
export const applyRegret: Change<'regret'> = ({ approvals, position }) => {
  const together = approvals.at(-1)?.together;
  const kept = together === undefined ? approvals.length - 1 : approvals.findLastIndex(({ step }) => step === together);
  return { approvals: approvals.slice(0, kept), position: position - (approvals.length - kept) };
};

/** What is still to come is put in another order or replaced; what lies behind stays. */
export const applyRoute: Change<'changeRoute'> = (context, event) => ({
  route: [...context.route.slice(0, context.position), ...event.steps],
});

export const countRequest = (context: CoreContext): Partial<CoreContext> => ({ requests: context.requests + 1 });

export const applyHearing: Change<'hearingPlanned'> = (context, { step, hearing }) => ({
  hearings: [...context.hearings, { step, hearing }],
});

/** Its end may be received before the item has received that there is such a hearing: when that news comes, it is old. */
export const applyHearingOver: Change<'hearingConcluded' | 'hearingCancelled'> = ({ hearings }, { step, hearing }) => ({
  hearings: [...hearings.filter((each) => each.hearing !== hearing), { step, hearing, over: true }],
});

/** A meeting takes the item up at the table: it is listed and sent out in the same moment. */
export const applyTakenUp: Change<'takenUp' | 'treated' | 'meetingEnded' | 'decisionCorrected'> = (context, event) => {
  const where = event.type === 'takenUp' ? event : event.takenUp;
  if (where === undefined) return {};
  return {
    listing: { meeting: event.meeting, organ: where.organ, part: where.part, frozen: true, report: event.report },
    turn: event.turn,
    version: context.version?.hash === event.version ? context.version : nextVersion(context, event.version),
  };
};

/** Struck before the item had received that it was taken up: when that report comes, it is old. */
export const applyStruck: Change<'struck'> = (_, event) => ({ turn: event.turn + 1 });

export const passStep = (context: CoreContext): Partial<CoreContext> => ({ position: context.position + 1 });

export const applyOrgan: Change<'assignOrgan'> = (context, event) => ({
  route: context.route.map((step) =>
    step.id === event.step && isStep(step, 'organ') ? { ...step, organ: event.organ } : step,
  ),
});

export const applyListing: Change<'list'> = (context, event) => ({
  listing: { meeting: event.meeting, organ: event.organ, part: event.part, frozen: false, report: 0 },
  turn: context.turn + 1,
});

/** The item leaves its meeting. `turn` is raised, so that news of this listing is dropped from now on. */
export const dropListing = (context: CoreContext): Partial<CoreContext> => ({
  listing: null,
  pendingDecision: null,
  turn: context.turn + 1,
});

export const applyFreeze: Change<'frozen' | 'dispatched' | 'treated' | 'meetingEnded' | 'decisionCorrected'> = (
  context,
  event,
) => ({
  listing: context.listing && { ...context.listing, frozen: true, report: event.report },
  // The meeting has pinned a version; should the item have been amended in that instant, the pinned one stands.
  version: context.version?.hash === event.version ? context.version : nextVersion(context, event.version),
});

export const applyThaw: Change<'thawed'> = (context, event) => ({
  listing: context.listing && { ...context.listing, frozen: false, report: event.report },
});

export const applyDecision: Change<'treated'> = (context, event) => ({
  ...applyFreeze(context, event),
  pendingDecision: event.decision,
});

/** The meeting is over: its decision stands, and the strongest effect of its clauses says where the item goes. */
export const applyOutcome: Change<'meetingEnded' | 'decisionCorrected'> = (context, event) => {
  const step = currentStepAs(context, 'organ');
  if (step === undefined || context.listing === null) return {};
  const treated: Partial<CoreContext> = {
    ...applyFreeze(context, event),
    treatments: [
      ...context.treatments,
      {
        step: step.id,
        meeting: event.meeting,
        organ: context.listing.organ,
        decision: event.decision,
        report: event.report,
      },
    ],
    listing: null,
    pendingDecision: null,
  };
  return { ...treated, ...whereTo(context, step, event.decision.effect) };
};

/** Where the item went stays as it was: only the wording that stands for its treatment changes. */
export const applyCorrection: Change<'decisionCorrected'> = (context, event) => ({
  treatments: context.treatments.map((treatment) =>
    treatment.meeting === event.meeting ? { ...treatment, decision: event.decision, report: event.report } : treatment,
  ),
});

function whereTo(
  context: CoreContext,
  step: Extract<CoreStep, { kind: 'organ' }>,
  effect: Of<'meetingEnded'>['decision']['effect'],
): Partial<CoreContext> {
  const { route, position } = context;
  const insertAfter = (...steps: CoreStep[]) => ({
    route: [...route.slice(0, position + 1), ...steps, ...route.slice(position + 1)],
    position: position + 1,
  });
  const id = insertedStepId(context);
  switch (effect) {
    case 'END':
      return { position: route.length };
    case 'FWD':
      // Sent on with nowhere to go: the competence is still to be found, and the route says so instead of ending.
      if (position + 1 < route.length) return { position: position + 1 };
      return insertAfter({ id, kind: 'organ', organ: null, role: 'deciding' });
    case 'LIFT':
      return insertAfter({ id, kind: 'organ', organ: null, role: 'deciding' });
    case 'SIDE':
      return insertAfter(
        { id, kind: 'hearing', hearingType: 'decided-at-meeting' },
        { id: `${id}-again`, kind: 'organ', organ: step.organ, role: step.role },
      );
    case 'SAME':
      return insertAfter({ id, kind: 'organ', organ: step.organ, role: step.role });
    case 'BACK':
      return {};
  }
}

/** New steps go to the end of the route; a recommendation that comes with them belongs to their first organ. */
export const applyExtension: Change<'extendRoute'> = (context, event) => {
  const first = event.steps.find((step: AnyStep) => isStep(step, 'organ'));
  const added = event.recommendation !== null && first ? [{ step: first.id, hash: event.recommendation }] : [];
  return {
    route: [...context.route, ...event.steps],
    recommendations: [...context.recommendations, ...added],
  };
};

export const applySignature: Change<'meetingSigned'> = (context, event) => ({
  signedMeetings: [...context.signedMeetings, event.meeting],
});
