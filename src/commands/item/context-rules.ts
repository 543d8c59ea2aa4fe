/** The item's rules that the context alone answers: a page says them before anybody presses. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { itemRules } from '#machines/agenda-item/rules.ts';

type Rules = typeof itemRules;
/** Of all rules those that do not ask what the event says. */
type ContextRule = {
  [Name in keyof Rules]: Rules[Name] extends (context: ItemContext) => boolean ? Name : never;
}[keyof Rules];

/** @returns the name of the rule while it does not hold, else null */
export const ruleOf =
  (name: ContextRule) =>
  (context: ItemContext): string | null =>
    itemRules[name](context) ? null : name;
