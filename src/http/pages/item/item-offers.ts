/** What the item's page offers its reader: what may be done now, and, with the reason, what the role could do at another time. */
import type { Actor } from '#src/auth/actor.ts';
import type { ItemAction, ItemActionType } from '#src/commands/item/item-action.ts';
import { availableOnItem, itemActions } from '#src/commands/item/registry.ts';
import type { ItemTarget } from '#src/policies/item-policies.ts';
import { isPolicyRule } from '#src/policies/verdict.ts';
import { consequenceOf, sentenceOf, word } from '#src/words/words.ts';

export interface Offer {
  action: ItemActionType;
  label: string;
  page: ItemAction['page'];
  allowed: boolean;
  why: string;
  lift: string;
  /** What comes of it; empty where the form says so itself. */
  consequence: string;
}

/** Whether what is forbidden now is shown all the same, disabled. */
function isWorthShowing({ offeredTo, offeredIn }: ItemAction, actor: Actor, { state }: ItemTarget, rule: string) {
  if (isPolicyRule(rule) && !offeredTo?.(actor, state)) return false;
  return offeredIn === undefined || offeredIn(state.value);
}

export function itemOffers(actor: Actor, target: ItemTarget): Offer[] {
  return availableOnItem(actor, target)
    .filter(({ action, rule }) => rule === null || isWorthShowing(itemActions[action], actor, target, rule))
    .map(({ action, allowed, rule }) => {
      const { text, lift } = rule === null ? { text: '', lift: '' } : sentenceOf(rule);
      return {
        action,
        label: word('actions', action),
        page: itemActions[action].page,
        allowed,
        why: text,
        lift,
        consequence: consequenceOf(action),
      };
    })
    .sort((a, b) => Number(b.allowed) - Number(a.allowed));
}
