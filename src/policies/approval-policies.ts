/** Who may approve at a step: nobody what they write themselves, unless the rule of every organ on the item's route allows it. */
import {
  authorsOf,
  currentStep,
  type ItemContext,
  isOwnApproval,
  organsOnRoute,
} from '#machines/agenda-item/context.ts';
import type { ActedBy } from '#machines/agenda-item/events.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import type { Directory } from '#src/people/directory.ts';
import { capacitiesOf, whoActsFor } from '#src/people/offices.ts';
import { type ItemPolicy, mayActAtStep, type OfficeHolder } from './item-policies.ts';
import { deny, type Verdict } from './verdict.ts';

/**
 * Whether the organs on an item's route let somebody approve what they write themselves. Their rules of the moment count, as offices
 * and delegations do: a rule that is changed after the item was sent holds for what is approved from then on.
 */
export function organsAllowOwn({ organs }: Pick<Directory, 'organs'>, { route }: Pick<ItemContext, 'route'>): boolean {
  const named = organsOnRoute(route) ?? [];
  return named.length > 0 && named.every((organ) => organs.get(organ)?.ownApproval === true);
}

/**
 * May somebody approve an item at a step of its route, and in which capacity? One in which they approve what another has written goes
 * before one in which it is their own.
 * @param ownIsAllowed as `organsAllowOwn`
 */
export function mayApproveAtStep(
  actor: OfficeHolder,
  step: RouteStep | undefined,
  context: ItemContext,
  ownIsAllowed: boolean,
): Verdict {
  const authors = authorsOf(context);
  const { person } = actor;
  const offices = actor.offices.filter(({ onBehalfOf }) => !isOwnApproval({ person, onBehalfOf }, authors));
  const ofAnothers = mayActAtStep({ person, offices }, step, 'approve');
  if (ofAnothers.ok) return ofAnothers;
  const verdict = mayActAtStep(actor, step, 'approve');
  return verdict.ok && !ownIsAllowed ? deny('not-ones-own') : verdict;
}

/** Whoever acts for the office of the step that the item stands at. */
export const byApprover: ItemPolicy = (actor, { state: { context }, ownIsAllowed = false }) =>
  mayApproveAtStep(actor, currentStep(context), context, ownIsAllowed);

/** A step that somebody approves, and as whom. */
export interface GivenApproval {
  step: RouteStep;
  by: ActedBy;
}

/**
 * What somebody approves at once: the step that the item stands at, and those right after it that they approve too. A hearing, an
 * organ or a step of another's between them ends it.
 * @returns none where they may not approve at the step that the item stands at
 */
export function approvalsAtOnce(actor: OfficeHolder, context: ItemContext, ownIsAllowed: boolean): GivenApproval[] {
  const given: GivenApproval[] = [];
  for (const step of context.route.slice(context.position)) {
    const verdict = mayApproveAtStep(actor, step, context, ownIsAllowed);
    if (!verdict.ok) break;
    given.push({ step, by: verdict.by });
  }
  return given;
}

/** What the record says of an approval that a policy has allowed: where it is of one's own, the organs whose rule allowed it. */
export function organsAllowing(by: ActedBy, context: ItemContext): { ownAllowedBy?: string[] } {
  const organs = isOwnApproval(by, authorsOf(context)) ? organsOnRoute(context.route) : null;
  return organs === null ? {} : { ownAllowedBy: organs };
}

/** Whether nobody at all can approve at a step: its office is vacant, or all who act for it write the item and may not. */
export function nobodyApproves(directory: Directory, step: RouteStep, context: ItemContext, now: Date): boolean {
  if (step.kind !== 'approval') return false;
  const { people, delegates } = whoActsFor(directory, step.office, now);
  const ownIsAllowed = organsAllowOwn(directory, context);
  return [...people, ...delegates].every((person) => {
    const offices = capacitiesOf(directory, person, now);
    return !mayApproveAtStep({ person, offices }, step, context, ownIsAllowed).ok;
  });
}
