/** What may be done now: one answer for page, API and mailed link. */
import { knownEvents, type MachineName, type MachineState, machines, restore } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { ActionBase } from './action.ts';

export interface AvailableAction<Type extends string> {
  action: Type;
  allowed: boolean;
  /** The rule that forbids it now; null when allowed. */
  rule: string | null;
}

/**
 * Judges actions for one actor: policy first, then whether the state knows the event at all, then the machine's rules that can be
 * judged without the event's own content.
 * @param target what the policies judge
 * @param part of a meeting, where only that one is asked about
 */
export function availableActions<Type extends string, Context, Target>(
  machine: MachineName,
  state: MachineState<Context>,
  actions: readonly ActionBase<Type, Context, Target>[],
  { actor, target, part }: { actor: Actor; target: Target; part?: string },
): AvailableAction<Type>[] {
  const { context } = state;
  const known = new Set(knownEvents(restore(machines[machine], state as MachineState)));
  const ruleAgainst = (action: ActionBase<Type, Context, Target>): string | null => {
    const verdict = action.policy(actor, target);
    if (!verdict.ok) return verdict.rule;
    const contextRule = action.contextRuleInAnyState?.(context, part) ?? null;
    if (contextRule !== null) return contextRule;
    if (!known.has(action.event)) return 'not-in-this-state';
    return action.contextRule?.(context, part) ?? null;
  };
  return actions.map((action) => {
    const rule = ruleAgainst(action);
    return { action: action.event, allowed: rule === null, rule };
  });
}
