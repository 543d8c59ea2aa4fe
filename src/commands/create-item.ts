/** A case officer begins a new agenda item. */

import { z } from 'zod';
import { ItemType } from '#machines/agenda-item/events.ts';
import type { DraftBody } from '#src/content/draft-body.ts';
import { emptyItemContent } from '#src/content/item-content.ts';
import { isRefusal, notYours } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { saveDraft } from '#src/store/drafts.ts';
import { sha256 } from '#src/store/record.ts';
import { recordedPerson } from './on-item.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const CreateItemInput = z.strictObject({ type: ItemType });

/** The id follows from the person and the intention, so that a second press finds the first item. */
export const itemIdFor = ({ actor, cause }: Asked): string =>
  `item-${sha256(`create ${actor.person} ${cause}`).slice(0, 20)}`;

/**
 * @returns the new item's first transition; its empty draft is at revision 1
 * @throws Refusal `only-officers` (403), `bad-input` (400)
 */
export async function createItem(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { type } = readInput(CreateItemInput, input);
  const { actor } = asked;
  if (!actor.roles.some((role) => role === 'officer' || role === 'secretariat')) throw notYours('only-officers');
  const item = itemIdFor(asked);
  const body: DraftBody = { content: emptyItemContent(type), plan: [] };
  // The draft first: a crash in between leaves an unnamed draft, never an item without one.
  await saveDraft(parts.collections, {
    item,
    rev: 0,
    body,
    savedBy: actor.person,
    savedAt: await parts.clock.now(),
  }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
  return parts.commit({
    stream: item,
    origin: 'birth',
    cause: asked.cause,
    decide: () => ({
      event: { type: 'create', item, itemType: type, owner: actor.person },
      actor: recordedPerson({ person: actor.person, office: null, onBehalfOf: null }),
    }),
  });
}
