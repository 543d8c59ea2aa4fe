/**
 * Rules as guards: each is a guard of its own name, and a transition that needs several says `and([…])` of them, so that a reader of
 * the chart sees which rules hold there and a refusal can say which one failed.
 */
import { and, type EventObject, type GuardPredicate, type MachineContext } from 'xstate';

export type Rules<Context, Event> = Readonly<Record<string, (context: Context, event: Event) => boolean>>;

/** The first of `names` that does not hold, or undefined. A rule that throws does not hold: a guard never throws. */
export function firstBroken<Context, Event>(
  rules: Rules<Context, Event>,
  names: readonly string[],
  context: Context,
  event: Event,
): string | undefined {
  return names.find((name) => {
    try {
      return rules[name]?.(context, event) !== true;
    } catch {
      return true;
    }
  });
}

/** A guard on the context alone; what it cannot read does not hold. */
export const safely =
  <Context>(holds: (context: Context) => boolean) =>
  ({ context }: { context: Context }): boolean => {
    try {
      return holds(context);
    } catch {
      return false;
    }
  };

/** A guard for each rule, under its name. One that cannot be judged does not hold. */
export const guardsOf = <Context, Event, Name extends string>(
  rules: Readonly<Record<Name, (context: Context, event: Event) => boolean>>,
) =>
  Object.fromEntries(
    Object.keys(rules).map((name) => [
      name,
      ({ context, event }: { context: Context; event: Event }) =>
        firstBroken(rules, [name], context, event) === undefined,
    ]),
  ) as Record<Name, (args: { context: Context; event: Event }) => boolean>;

type Named<Name extends string> = { [N in Name]: { type: N; params: unknown } }[Name];

/** The words in which one machine's chart says which rules must hold: `needs('current-step', 'current-round')`. */
export const needsIn =
  <Context extends MachineContext, Event extends EventObject, Name extends string>() =>
  (...rules: Name[]) =>
    // XState types a list of guards that is written out, not one of any length.
    and(rules as never) as GuardPredicate<Context, Event, unknown, Named<Name>>;

/** The names of the rules that a guard made by `needsIn` holds together, in their order. */
export const rulesOf = (guard: unknown): readonly string[] => (guard as { guards?: readonly string[] }).guards ?? [];
