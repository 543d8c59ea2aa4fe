/** What may be done through a mailed link: the same actions as on the item's own page. */
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { LinkEventType } from '#src/links/link.ts';

export const linkActions = {
  approve: itemActions.approve,
  return: itemActions.return,
  correct: itemActions.correct,
} as const satisfies { [Type in LinkEventType]: ItemAction<Type> };

/** Fields of the actions' input that the link says already. */
export const SAID_BY_LINK = ['item', 'step', 'round', 'version'] as const;

/** Of what a form or a program sends, the fields that are left to the person who acts. */
export function wordsFor(
  { input }: Pick<ItemAction, 'input'>,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  const asked = Object.keys(input.shape).filter((name) => !(SAID_BY_LINK as readonly string[]).includes(name));
  return Object.fromEntries(asked.map((name) => [name, fields[name]]));
}
