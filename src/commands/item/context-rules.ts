/** The item's rules that a page says before anybody presses. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { itemRules } from '#machines/agenda-item/rules.ts';
import { contextRulesOf } from '../context-rules.ts';

/** @returns the name of the first rule that does not hold, else null */
export const ruleOf = contextRulesOf<ItemContext>()(itemRules);
