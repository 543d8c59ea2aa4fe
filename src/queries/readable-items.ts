/** Which rows a person may read: every list asks the same rule as the page of what it lists. */
import { trusted } from 'mongoose';
import type { Actor } from '#src/auth/actor.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import { type ReaderKey, readerKeysOf } from '#src/readers/reader-keys.ts';
import type { ItemRow } from '#src/store/projections.ts';

/** A filter for the rows that somebody may read, of items and meetings alike: only those are read from the store. */
export const readableBy = (actor: Actor) => readBy(readerKeysOf(actor));

/** A filter for the rows that name one of the keys among their readers. */
export const readBy = (keys: readonly ReaderKey[]) => ({ readers: trusted({ $in: [...keys] }) });

/** Reading never depends on whether the step's office is vacant. */
export const mayRead = (actor: Actor, { state, context }: Pick<ItemRow, 'state' | 'context'>): boolean =>
  mayReadItem(actor, { state: { value: state, context }, stepIsVacant: false }).ok;
