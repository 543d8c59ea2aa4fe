/** Which answers an item waits for from somebody: the actions whose forms stand in a section beside it, where they may do them now. Pure. */
import { currentStep } from '#machines/agenda-item/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import { availableActions } from '#src/commands/available-actions.ts';
import { type ItemAction, type ItemActionType, itemTarget } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { Directory } from '#src/people/directory.ts';
import { currentRequest } from '#src/steps/asked.ts';
import { kindOf } from '#src/steps/registry.ts';
import type { ItemRow } from '#src/store/projections.ts';

const ANSWERS = Object.values<ItemAction>(itemActions).filter(({ page }) => page.shownIn === 'section');

interface AwaitedAnswer {
  action: ItemActionType;
  /** ISO instant until which it is in time; null for none. */
  until: string | null;
}

/** @param now decides who acts for an office, and what has come too late though nobody has swept yet */
export function answersAwaited(
  actor: Actor,
  directory: Directory,
  { state, context }: Pick<ItemRow, 'state' | 'context'>,
  now: Date,
): AwaitedAnswer[] {
  const target = itemTarget(directory, { value: state, context }, now);
  // Most rows end here, before a machine is restored for them.
  const possible = ANSWERS.filter(
    ({ policy, contextRule }) => policy(actor, target).ok && (contextRule?.(context) ?? null) === null,
  );
  if (possible.length === 0) return [];
  const step = currentStep(context);
  const answer = step && kindOf(step).asksPeople?.answer;
  return availableActions('agenda-item', target.state, possible, { actor, target })
    .filter(({ allowed }) => allowed)
    .map(({ action }) => ({ action, until: action === answer ? (currentRequest(context)?.until ?? null) : null }))
    .filter(({ until }) => until === null || now.toISOString() < until);
}
