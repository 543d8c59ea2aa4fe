/** One guard for all rules: a transition lists the rules it needs by name, so that a refusal can say which one failed. */

export type Rules<Context, Event> = Readonly<Record<string, (context: Context, event: Event) => boolean>>;

export interface NeedsParams {
  rules: readonly string[];
}

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

export const needsGuard =
  <Context, Event>(rules: Rules<Context, Event>) =>
  ({ context, event }: { context: Context; event: Event }, params: NeedsParams): boolean =>
    firstBroken(rules, params.rules, context, event) === undefined;
