/** Who may do what with an agenda item, in sentences. Whether it may be done *now* is the machine's to say. */

import { authorsOf, currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { capacityFor } from '#src/people/offices.ts';
import { readersOfItem } from '#src/readers/item-readers.ts';
import { isReader } from '#src/readers/reader-keys.ts';
import { currentRequest, whoIsAsked } from '#src/steps/asked.ts';
import { bySecretariat, isAdmin, isSecretariat } from './roles.ts';
import { allow, deny, type Verdict } from './verdict.ts';

export interface ItemTarget {
  state: MachineState<ItemContext>;
  /** Whether nobody at all, by holder, acting holder, deputy or superior, can approve at the current step. */
  stepIsVacant: boolean;
  /** Whether the organs on its route let somebody approve what they write themselves. Not where it is left out. */
  ownIsAllowed?: boolean;
}

/** May the actor do it with this item? @returns the capacity acted in, or the rule that forbids it */
export type ItemPolicy = (actor: Actor, target: ItemTarget) => Verdict;

/** In one's own name as one of the authors, or as the substitute of one who is away; null as neither. */
function asAuthor({ person, standsInFor }: Actor, context: ItemContext): Verdict | null {
  const authors = authorsOf(context);
  if (authors.includes(person)) return allow(person);
  const away = authors.find((author) => standsInFor.includes(author));
  return away === undefined ? null : allow(person, null, away);
}
/** In whose place somebody writes the item; null in one's own, or where it is not theirs. */
export const awayAuthor = (actor: Actor, context: ItemContext): string | null => {
  const verdict = asAuthor(actor, context);
  return verdict?.ok ? verdict.by.onBehalfOf : null;
};
/** Whether the item is one of those that somebody writes: their own, a shared one, or that of somebody who is away. */
export const isAuthor = (actor: Actor, context: ItemContext): boolean => asAuthor(actor, context) !== null;

export const byOwner: ItemPolicy = (actor, { state }) => asAuthor(actor, state.context) ?? deny('only-the-owner');
export const byOwnerOrSecretariat: ItemPolicy = (actor, { state }) =>
  asAuthor(actor, state.context) ?? (isSecretariat(actor) ? allow(actor.person) : deny('only-owner-or-secretariat'));

/** Somebody with the offices that they act for. */
export type OfficeHolder = Pick<Actor, 'person' | 'offices'>;

/** As what somebody acts at a step: holder, acting holder, deputy or delegate of its office. */
export const capacityAtStep = ({ offices }: OfficeHolder, step: RouteStep | undefined, action: string) =>
  step?.kind === 'approval' ? capacityFor(offices, step.office, action) : null;

/** The office of the route's first approval: that of the officer's chief. */
const firstOffice = ({ route }: ItemContext) => route.find((step) => step.kind === 'approval')?.office;

/** Who says who writes an item: its authors, the secretariat, and whoever acts for the first office on its route. */
export const byAuthorChiefOrSecretariat: ItemPolicy = (actor, { state: { context } }) => {
  const own = asAuthor(actor, context);
  if (own !== null) return own;
  const office = firstOffice(context);
  const capacity = office === undefined ? null : capacityFor(actor.offices, office, 'return');
  if (capacity !== null) return allow(actor.person, capacity.office, capacity.onBehalfOf);
  return isSecretariat(actor) ? allow(actor.person) : deny('only-who-says-who-writes');
};

/** May the actor do this for the office that a step belongs to? The record keeps both names. */
export function mayActAtStep(actor: OfficeHolder, step: RouteStep | undefined, action: string): Verdict {
  const capacity = capacityAtStep(actor, step, action);
  return capacity ? allow(actor.person, capacity.office, capacity.onBehalfOf) : deny('only-the-steps-office');
}
/** The office of the step that the item stands at. */
export const byStepsOffice =
  (action: string): ItemPolicy =>
  (actor, { state }) =>
    mayActAtStep(actor, currentStep(state.context), action);

/** The office of the step; whoever has approved hears that, and not that the item was never theirs. */
export const byWhoMayAsk: ItemPolicy = (actor, target) => {
  const verdict = byStepsOffice('approve')(actor, target);
  return !verdict.ok && hasApproved(actor, target.state.context) ? deny('has-approved-already') : verdict;
};

/** Only who gave the last approval can take it back. */
export const byLastApprover: ItemPolicy = (actor, { state }) =>
  state.context.approvals.at(-1)?.by.person === actor.person ? allow(actor.person) : deny('only-who-approved');

/** The secretariat, and only where nobody can act at the step. */
export const bySecretariatAtVacantStep: ItemPolicy = (actor, target) =>
  isSecretariat(actor) && !target.stepIsVacant ? deny('only-for-a-vacant-office') : bySecretariat(actor);

/** Whether the actor is asked at a step: by name, or as a member of its organ today. */
function isAskedAt({ person, organs }: Actor, step: RouteStep | undefined): boolean {
  const asked = step && whoIsAsked(step);
  if (!asked) return false;
  return 'organ' in asked ? organs.includes(asked.organ) : asked.people.includes(person);
}
/** Whether the actor is asked at the step that the item stands at, or was at one before. */
export const hasBeenAsked = (actor: Actor, { route, position }: ItemContext): boolean =>
  route.slice(0, position + 1).some((step) => isAskedAt(actor, step));

/** Those who are asked at the current step, each once in a round. */
export const byWhoIsAsked: ItemPolicy = (actor, { state: { context } }) => {
  if (!isAskedAt(actor, currentStep(context))) return deny('only-who-is-asked');
  const hasAnswered = currentRequest(context)?.answered.includes(actor.person);
  return hasAnswered ? deny('not-answered-before') : allow(actor.person);
};

/** Whether the actor acts for an office that the item's route goes by. */
export function isOnRoute(actor: Actor, { route }: ItemContext): boolean {
  const offices = new Set(actor.offices.map(({ office }) => office));
  return route.some((step) => step.kind === 'approval' && offices.has(step.office));
}

/** Whether the actor has approved the item at any time. */
export const hasApproved = ({ person }: Actor, { approvals }: ItemContext): boolean =>
  approvals.some(({ by }) => by.person === person);

/**
 * Whether somebody belongs to the item's own way through the administration (its officer, the offices of its route, the
 * secretariat, admins). Members of an organ read what was sent to them, not the versions and reasons before it.
 */
export const isInside = (actor: Actor, context: ItemContext): boolean =>
  isAuthor(actor, context) || isSecretariat(actor) || isAdmin(actor) || isOnRoute(actor, context);

/** Those within the administration, and whoever was asked at a step. */
export const isInsideOrAsked = (actor: Actor, context: ItemContext): boolean =>
  isInside(actor, context) || hasBeenAsked(actor, context);

/** Those whom `readersOfItem` names: the rows that lists read hold the same. */
export const mayReadItem: ItemPolicy = (actor, { state }) =>
  isReader(actor, readersOfItem(state)) ? allow(actor.person) : deny('not-for-your-eyes');

export const maySaveDraft = byOwner;
/** A draft is read by its authors and the secretariat. */
export const seesDraft = (actor: Actor, { state }: Pick<ItemTarget, 'state'>): boolean =>
  isAuthor(actor, state.context) || isSecretariat(actor);
