/**
 * The path of an agenda item (dagsordenspunkt): draft → travelling (approval | hearing | organ, and the kinds of step that are parts)
 * → signature → completed. States say which phase; the context's route says who and which organ. Time enters only as events.
 */
import * as change from './core/changes.ts';
import { type CoreContext, newItem } from './core/context.ts';
import * as effect from './core/effects.ts';
import type { CoreRule } from './core/rules.ts';
import {
  amendEditorially,
  amendSubstantively,
  COMPLETE,
  changeWhatFollows,
  changeWhatIsNext,
  READ_BY_APPROVER,
  ROUTING,
  regret,
  VALID_ROUTE,
  withdraw,
} from './core/transitions.ts';
import { apply, effects, needs } from './core/words.ts';
import { stepsOfParts, transitionsOfParts } from './parts.ts';
import { type ItemStateConfig, itemSetup } from './setup.ts';

/** Every request is counted before it is made. */
const askAgain = [apply(change.countRequest), effects(effect.requestApproval)];
const outcome = [apply(change.applyOutcome), effects(effect.mailDecided)];
/** Where the item goes when its treatment is over: back to the draft, or to whatever its route says next. */
const meetingOver = (rules: readonly CoreRule[], ...before: ReturnType<typeof apply>[]) => [
  { guard: needs(...rules, 'sent-back'), target: '#agendaItem.draft', actions: [...before, ...outcome] },
  { guard: needs(...rules), target: ROUTING, actions: [...before, ...outcome] },
];
const NEWS = ['same-meeting', 'not-overtaken'] as const;
const over = {
  meetingEnded: meetingOver(NEWS),
  /** A correction that overtakes the end of the meeting brings all that the end would have said. */
  decisionCorrected: meetingOver([...NEWS, 'not-treated-there']),
};
const treated = {
  guard: needs(...NEWS),
  target: '#agendaItem.travelling.organ.treated',
  actions: apply(change.applyDecision),
};
const leaveMeeting = {
  guard: needs('same-meeting'),
  target: '#agendaItem.travelling.organ.waiting',
  actions: apply(change.dropListing),
};
const struck = { ...leaveMeeting, guard: needs(...NEWS) };
const dispatched = {
  guard: needs(...NEWS),
  target: '#agendaItem.travelling.organ.dispatched',
  actions: apply(change.applyFreeze),
};
/** Taken up at the table, where the item may receive how it ended there before it receives that it was taken up. */
const atTheTable = ['organ-of-step', 'listing-is-next'] as const;
const takenUpAndOver = meetingOver(atTheTable, apply(change.applyTakenUp));
const takenUp = {
  takenUp: {
    guard: needs(...atTheTable),
    target: '#agendaItem.travelling.organ.dispatched',
    actions: apply(change.applyTakenUp),
  },
  treated: {
    guard: needs(...atTheTable),
    target: '#agendaItem.travelling.organ.treated',
    actions: [apply(change.applyTakenUp), apply(change.applyDecision)],
  },
  struck: { guard: needs(...atTheTable), actions: apply(change.applyStruck) },
  meetingEnded: takenUpAndOver,
  decisionCorrected: takenUpAndOver,
};
/** A hearing that the step may wait for: it has no other one, and the text has not been changed since the hearing was planned. */
const HEARING_FOR_STEP = [
  'current-step',
  'hearing-not-planned',
  'hearing-of-current-version',
  'hearing-not-known',
] as const;
/** The hearing of the step is over, also where its end overtakes the signal that it was planned. */
const hearingOver = (target: string, ...then: ReturnType<typeof apply>[]) =>
  [HEARING_FOR_STEP, ['current-step', 'current-hearing'] as const].map((rules) => ({
    guard: needs(...rules),
    target,
    actions: [apply(change.applyHearingOver), ...then],
  }));
/** A hearing is over of which the item knows nothing: the signal that it was planned will come to nothing. */
const hearingOverUnseen = { guard: needs('hearing-not-known'), actions: apply(change.applyHearingOver) };

const extendRoute = {
  guard: needs('not-decided-at-meeting', ...VALID_ROUTE),
  actions: apply(change.applyExtension),
};
const next = (kind: string) => ({ guard: { type: 'nextIs' as const, params: { kind } }, target: kind });
const statesOfParts = Object.fromEntries(
  stepsOfParts.map(({ kind, state }) => [kind, state as unknown as ItemStateConfig]),
);

export const agendaItemMachine = itemSetup.createMachine({
  id: 'agendaItem',
  // XState also makes an initial state, without input, for every pure transition: it is thrown away, so it must cost nothing.
  context: ({ input }) => (input === undefined ? ({} as CoreContext) : newItem(input)),
  initial: 'draft',
  on: {
    // A protocol may be signed while the item has long gone on to the next organ.
    meetingSigned: {
      guard: needs('not-signed-before'),
      actions: apply(change.applySignature),
    },
    // So may its wording be put right.
    decisionCorrected: {
      guard: needs('corrects-treatment'),
      actions: [apply(change.applyCorrection), effects(effect.mailDecided)],
    },
    // A hearing for a step that the item has left, or that has one: it gets a signal that nobody waits for it.
    hearingPlanned: { guard: needs('hearing-not-known'), actions: effects(effect.refuseHearing) },
    hearingConcluded: hearingOverUnseen,
    hearingCancelled: hearingOverUnseen,
    ...transitionsOfParts('anywhere'),
  },
  states: {
    draft: {
      tags: ['drafting', 'prints-as-draft'],
      meta: { phase: 'draft', waitsFor: 'officer', badge: 'attention' },
      on: {
        submit: {
          guard: needs(...COMPLETE, 'decision-has-deciding-organ', ...VALID_ROUTE),
          target: ROUTING,
          actions: apply(change.applySubmission),
        },
        withdraw,
      },
    },
    travelling: {
      tags: 'on-route',
      initial: 'routing',
      on: { withdraw, extendRoute, changeRoute: changeWhatFollows, ...transitionsOfParts('travelling') },
      states: {
        /** Passed through in no time: the next step's kind decides where the item goes. */
        routing: {
          always: [
            next('approval'),
            ...stepsOfParts.map(({ kind }) => next(kind)),
            next('hearing'),
            next('organ'),
            { target: '#agendaItem.signature' },
          ],
        },
        approval: {
          tags: ['awaits-approval', 'prints-as-draft'],
          meta: { phase: 'approval', waitsFor: 'office', badge: 'plain' },
          entry: askAgain,
          on: {
            changeRoute: [
              changeWhatFollows,
              { ...changeWhatIsNext, actions: [changeWhatIsNext.actions, effects(effect.dropApprovalDeadlines)] },
            ],
            ...transitionsOfParts('approval'),
            reminderDue: { guard: needs('current-request'), actions: effects(effect.remindApprover) },
            escalationDue: { guard: needs('current-request'), actions: effects(effect.escalateApproval) },
            approve: {
              guard: needs(...READ_BY_APPROVER, 'approves-next-steps', 'not-ones-own'),
              target: 'routing',
              actions: [apply(change.applyApproval), effects(effect.dropApprovalDeadlines)],
            },
            correct: {
              guard: needs(...READ_BY_APPROVER, 'version-changes', ...COMPLETE),
              actions: [apply(change.applyNewVersion), effects(effect.mailAmendment)],
            },
            return: {
              guard: needs(...READ_BY_APPROVER),
              target: '#agendaItem.draft',
              actions: [effects(effect.mailReturned), effects(effect.dropApprovalDeadlines)],
            },
            recall: {
              guard: needs('nobody-acted'),
              target: '#agendaItem.draft',
              actions: effects(effect.dropApprovalDeadlines),
            },
            regret: { ...regret, actions: [regret.actions, effects(effect.dropApprovalDeadlines)] },
            // The version that the request named is no longer the one that stands, so its link is dead: ask anew.
            amend: [
              {
                ...amendEditorially,
                actions: [
                  effects(effect.dropApprovalDeadlines),
                  apply(change.applyNewVersion),
                  ...askAgain,
                  effects(effect.mailAmendment),
                ],
              },
              { ...amendSubstantively, actions: [amendSubstantively.actions, effects(effect.dropApprovalDeadlines)] },
            ],
            skip: {
              guard: needs('current-step'),
              target: 'routing',
              actions: [apply(change.passStep), effects(effect.dropApprovalDeadlines)],
            },
          },
        },
        ...statesOfParts,
        hearing: {
          tags: ['in-hearing', 'prints-as-draft'],
          meta: { phase: 'hearing', waitsFor: 'hearing', badge: 'plain' },
          on: {
            hearingPlanned: {
              guard: needs(...HEARING_FOR_STEP),
              actions: apply(change.applyHearing),
            },
            hearingConcluded: hearingOver('routing', apply(change.passStep)),
            hearingCancelled: hearingOver('#agendaItem.draft'),
            regret: { ...regret, guard: needs('previous-step-is-yours', 'next-step-not-acted', 'hearing-not-planned') },
          },
        },
        organ: {
          initial: 'waiting',
          states: {
            waiting: {
              tags: ['awaits-agenda', 'prints-as-draft'],
              meta: { phase: 'organ', waitsFor: 'organ', badge: 'attention' },
              on: {
                assignOrgan: {
                  guard: needs('current-step', 'organ-open'),
                  actions: apply(change.applyOrgan),
                },
                list: {
                  guard: needs('organ-of-step'),
                  target: 'listed',
                  actions: [apply(change.applyListing), effects(effect.signalListed)],
                },
                ...takenUp,
                changeRoute: [changeWhatFollows, changeWhatIsNext],
                amend: [amendEditorially, amendSubstantively],
                regret,
              },
            },
            listed: {
              tags: ['on-unsent-agenda', 'awaits-meeting'],
              meta: { phase: 'organ', waitsFor: 'meeting', badge: 'plain' },
              on: {
                unlist: {
                  guard: needs('not-frozen'),
                  target: 'waiting',
                  actions: [effects(effect.signalUnlisted), apply(change.dropListing)],
                },
                amend: amendEditorially,
                listingRefused: leaveMeeting,
                frozen: { guard: needs(...NEWS), actions: apply(change.applyFreeze) },
                thawed: { guard: needs(...NEWS), actions: apply(change.applyThaw) },
                // Reports of one meeting may overtake each other: a later one carries all that an earlier one said.
                dispatched,
                struck,
                treated,
                ...over,
              },
            },
            dispatched: {
              tags: ['awaits-meeting', 'sent-to-members'],
              meta: { phase: 'organ', waitsFor: 'meeting', badge: 'plain' },
              on: { struck, treated, ...over },
            },
            treated: {
              tags: ['treated', 'sent-to-members'],
              meta: { phase: 'organ', waitsFor: 'meeting', badge: 'plain' },
              on: { struck, treated, ...over },
            },
          },
        },
      },
    },
    signature: {
      tags: 'awaits-signatures',
      meta: { phase: 'signature', waitsFor: 'signers', badge: 'done' },
      always: { guard: 'everyMeetingSigned', target: 'completed' },
      on: { extendRoute: { ...extendRoute, target: ROUTING } },
    },
    // Not an XState final state: a route may be extended after the last decision.
    completed: {
      tags: ['carried-through', 'at-rest'],
      meta: { phase: 'completed', waitsFor: 'nobody', badge: 'done' },
      on: { extendRoute: { ...extendRoute, target: ROUTING } },
    },
    withdrawn: {
      tags: ['reopenable', 'at-rest', 'prints-as-draft'],
      meta: { phase: 'withdrawn', waitsFor: 'nobody', badge: 'stopped' },
      on: { reopen: { target: 'draft' } },
    },
  },
});
