/** Who may open the file of a bilag. */
import type { Actor } from '#src/auth/actor.ts';
import type { Bilag } from '#src/documents/item-content.ts';
import { type ItemTarget, mayReadItem } from './item-policies.ts';

/**
 * A closed bilag is for those who could read its item if all of it were closed: its officer, the offices of its route, the
 * secretariat, and the members it was dispatched to; never for admins as such.
 */
export function mayOpenClosedBilag(actor: Actor, target: ItemTarget): boolean {
  const { state } = target;
  const asClosed = { ...target, state: { ...state, context: { ...state.context, openness: 'closed' as const } } };
  return mayReadItem(actor, asClosed).ok;
}

/** An open bilag follows its item. */
export const mayOpenBilag = (actor: Actor, target: ItemTarget, { openness }: Pick<Bilag, 'openness'>): boolean =>
  openness === 'closed' ? mayOpenClosedBilag(actor, target) : mayReadItem(actor, target).ok;
