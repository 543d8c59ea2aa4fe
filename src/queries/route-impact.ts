/** What a change of an item's route would do, found by asking the machine without committing anything. Pure. */

import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { PlannedStep, RouteStep } from '#machines/agenda-item/steps.ts';
import { type MachineState, machines, restore, statePath, step } from '#machines/run.ts';
import { hasTag } from '#machines/states.ts';
import { kindOf } from '#src/steps/registry.ts';
import type { StepKindOf } from '#src/steps/step-kind.ts';

export interface RouteImpact {
  /** The rule that would refuse the change; null when it can be made. */
  refused: string | null;
  /** The route as it would be, from the current step on; a step that is given up stands where it stood. */
  steps: { step: RouteStep; change: 'kept' | 'new' | 'moved' | 'gone' }[];
  /** What stops counting or begins anew, by name (`routeConsequences` in the dictionary). */
  consequences: RouteConsequence[];
}

/** What each kind of step gives up, and what comes of the current one's being another. */
type RouteConsequence =
  | StepKindOf<PlannedStep>['givenUp']
  | 'approval-link-void'
  | 'new-approval-asked'
  | 'nothing-lost';

/**
 * @param state the item's state as stored
 * @param changed the current step and all after it, in their new order
 */
export function routeImpact(state: MachineState<ItemContext>, changed: readonly RouteStep[]): RouteImpact {
  const { context } = state;
  const definition = machines['agenda-item'];
  const outcome = step(definition, restore(definition, state), { type: 'changeRoute', steps: [...changed] });
  const steps = compared(context.route.slice(context.position), changed);
  if (!outcome.accepted) return { refused: outcome.rule, steps, consequences: [] };
  const after = outcome.snapshot.context as ItemContext;
  return { refused: null, steps, consequences: consequencesOf(state, statePath(outcome.snapshot.value), after, steps) };
}

function compared(before: readonly RouteStep[], changed: readonly RouteStep[]): RouteImpact['steps'] {
  const ids = new Set(changed.map(({ id }) => id));
  const stays = before.filter(({ id }) => ids.has(id));
  const known = new Set(before.map(({ id }) => id));
  let seen = 0;
  const steps: RouteImpact['steps'] = changed.map((each) => {
    if (!known.has(each.id)) return { step: each, change: 'new' };
    const inOrder = stays[seen]?.id === each.id;
    seen++;
    return { step: each, change: inOrder ? 'kept' : 'moved' };
  });
  for (const [place, gone] of before.entries())
    if (!ids.has(gone.id)) steps.splice(Math.min(place, steps.length), 0, { step: gone, change: 'gone' });
  return steps;
}

function consequencesOf(
  before: MachineState<ItemContext>,
  stateAfter: string,
  after: ItemContext,
  steps: RouteImpact['steps'],
): RouteConsequence[] {
  const moved = currentStep(before.context)?.id !== currentStep(after)?.id;
  const found: RouteConsequence[] = [];
  if (moved && hasTag('agenda-item', before.value, 'awaits-approval')) found.push('approval-link-void');
  for (const { step: each, change } of steps) if (change === 'gone') found.push(kindOf(each).givenUp);
  if (moved && hasTag('agenda-item', stateAfter, 'awaits-approval')) found.push('new-approval-asked');
  const unique = [...new Set(found)];
  return unique.length === 0 ? ['nothing-lost'] : unique;
}
