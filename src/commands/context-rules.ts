/** The rules of a machine that the context alone answers: a page says them before anybody presses. */

/** Of a machine's rules those that do not ask what the event says. */
type ContextRule<Rules, Context> = {
  [Name in keyof Rules]: Rules[Name] extends (context: Context) => boolean ? Name : never;
}[keyof Rules] &
  string;

/** @returns a function from rules' names to what says the first of them that does not hold, or null */
export const contextRulesOf =
  <Context>() =>
  <Rules extends object>(rules: Rules) =>
  (...names: ContextRule<Rules, Context>[]) =>
  (context: Context): string | null =>
    names.find((name) => !(rules[name] as (context: Context) => boolean)(context)) ?? null;
