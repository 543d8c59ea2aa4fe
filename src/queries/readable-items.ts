/** Which items a person may read: every list asks the same policy as the item's own page. */
import type { Actor } from '#src/auth/actor.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import type { ItemRow } from '#src/store/projections.ts';

/** Reading never depends on whether the step's office is vacant. */
export const mayRead = (actor: Actor, { state, context }: Pick<ItemRow, 'state' | 'context'>): boolean =>
  mayReadItem(actor, { state: { value: state, context }, stepIsVacant: false }).ok;
