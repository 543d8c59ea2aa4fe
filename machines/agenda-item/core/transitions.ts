/** What may happen in more than one state of the item's chart, as transitions for its states to take up. */
import * as change from './changes.ts';
import * as effect from './effects.ts';
import { apply, effects, needs } from './words.ts';

export const ROUTING = '#agendaItem.travelling.routing';
export const COMPLETE = ['content-titled', 'content-has-section', 'decision-has-clauses'] as const;
export const VALID_ROUTE = ['route-ends-in-organ', 'route-steps-new', 'route-not-too-long'] as const;
export const READ_BY_APPROVER = ['current-step', 'current-round', 'current-version'] as const;

/** A change of the text while no meeting owns it: editorial keeps the approvals, substantive starts a new round. */
export const amendEditorially = {
  guard: needs(
    'amends-editorially',
    'keeps-type-and-openness',
    'current-version',
    'version-changes',
    'not-frozen',
    ...COMPLETE,
  ),
  actions: [apply(change.applyNewVersion), effects(effect.mailAmendment)],
};
export const amendSubstantively = {
  guard: needs('amends-substantively', 'current-version', 'version-changes', 'not-frozen', ...COMPLETE),
  target: ROUTING,
  actions: apply(change.applySubstantiveChange),
};
export const regret = {
  guard: needs('previous-step-is-yours', 'next-step-not-acted'),
  target: ROUTING,
  actions: apply(change.applyRegret),
};
/** A change that begins with the current step leaves the item where it is; one that puts something before it sends it there. */
export const changeWhatFollows = {
  guard: needs('not-decided-at-meeting', 'undecided-step-kept', 'undecided-step-first', ...VALID_ROUTE),
  actions: apply(change.applyRoute),
};
export const changeWhatIsNext = {
  guard: needs('undecided-step-kept', ...VALID_ROUTE),
  target: ROUTING,
  actions: apply(change.applyRoute),
};
export const withdraw = {
  guard: needs('not-decided-at-meeting'),
  target: '#agendaItem.withdrawn',
  actions: [
    effects(effect.signalWithdrawn),
    apply(change.dropListing),
    effects(effect.signalHearingLeft),
    apply(change.leaveHearings),
    effects(effect.dropApprovalDeadlines),
  ],
};
