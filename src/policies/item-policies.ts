/** Who may do what with an agenda item, a sentence per action. Whether it may be done *now* is the machine's to say. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { PublicItemEvent } from '#machines/agenda-item/events.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { capacityFor } from '#src/people/offices.ts';
import { allow, deny, type Verdict } from './verdict.ts';

export interface ItemTarget {
  state: MachineState<ItemContext>;
  /** Whether nobody at all, by holder, acting holder, deputy or superior, can act at the current step. */
  stepIsVacant: boolean;
}

type Policy = (actor: Actor, target: ItemTarget) => Verdict;
export type ItemAction = PublicItemEvent['type'] | 'save-draft' | 'read-item';

const isSecretariat = (actor: Actor) => actor.roles.includes('secretariat');
const owns = (actor: Actor, { state }: ItemTarget) => state.context.owner === actor.person;

const byOwner: Policy = (actor, target) => (owns(actor, target) ? allow(actor.person) : deny('only-the-owner'));
const bySecretariat: Policy = (actor) => (isSecretariat(actor) ? allow(actor.person) : deny('only-the-secretariat'));
const byOwnerOrSecretariat: Policy = (actor, target) =>
  owns(actor, target) || isSecretariat(actor) ? allow(actor.person) : deny('only-owner-or-secretariat');

/** Holder, acting holder, deputy or delegate of the office that the current step belongs to; the record keeps both names. */
const byStepsOffice =
  (action: string): Policy =>
  (actor, { state }) => {
    const step = currentStep(state.context);
    const capacity = step?.kind === 'approval' ? capacityFor(actor.offices, step.office, action) : null;
    return capacity ? allow(actor.person, capacity.office, capacity.onBehalfOf) : deny('only-the-steps-office');
  };

/** The organs that have had the item in their hands: what is dispatched stays readable to its members. */
const organsDispatchedTo = ({ value, context }: MachineState<ItemContext>) => [
  ...context.treatments.map(({ organ }) => organ),
  ...(context.listing && ['travelling.organ.dispatched', 'travelling.organ.treated'].includes(value)
    ? [context.listing.organ]
    : []),
];

const maySee: Policy = (actor, target) => {
  const { context } = target.state;
  const offices = new Set(actor.offices.map(({ office }) => office));
  const onRoute = context.route.some((step) => step.kind === 'approval' && offices.has(step.office));
  const dispatched = organsDispatchedTo(target.state).some((organ) => actor.organs.includes(organ));
  const open = context.openness === 'open' && context.version !== null;
  const allowed =
    owns(actor, target) || isSecretariat(actor) || onRoute || dispatched || (open && actor.roles.includes('admin'));
  return allowed ? allow(actor.person) : deny('not-for-your-eyes');
};

export const itemPolicies: Record<ItemAction, Policy> = {
  'read-item': maySee,
  'save-draft': byOwner,
  submit: byOwner,
  recall: byOwner,
  reopen: byOwner,
  approve: byStepsOffice('approve'),
  correct: byStepsOffice('correct'),
  return: byStepsOffice('return'),
  regret: (actor, { state }) =>
    state.context.approvals.at(-1)?.by.person === actor.person ? allow(actor.person) : deny('only-who-approved'),
  amend: byOwnerOrSecretariat,
  withdraw: byOwnerOrSecretariat,
  extendRoute: byOwnerOrSecretariat,
  changeRoute: byOwnerOrSecretariat,
  assignOrgan: bySecretariat,
  list: bySecretariat,
  unlist: bySecretariat,
  skip: (actor, target) =>
    isSecretariat(actor) && !target.stepIsVacant ? deny('only-for-a-vacant-office') : bySecretariat(actor, target),
};

/** May the actor do this with the item? @returns the capacity acted in, or the rule that forbids it */
export const canWithItem = (actor: Actor, action: ItemAction, target: ItemTarget): Verdict =>
  itemPolicies[action](actor, target);
