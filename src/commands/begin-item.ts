/** How every item begins: blank, out of a sub-item, or from a published text. */
import type { ItemType, Origin } from '#machines/agenda-item/events.ts';
import type { DraftBody } from '#src/content/draft-body.ts';
import { isRefusal, notYours } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { saveDraft } from '#src/store/drafts.ts';
import { sha256 } from '#src/store/record.ts';
import { recordedPerson } from './on-item.ts';
import type { Asked, CommandParts } from './request.ts';

/** The id follows from the person and the intention, so that a second press finds the first item. */
const itemIdFor = ({ actor, cause }: Asked): string => `item-${sha256(`create ${actor.person} ${cause}`).slice(0, 20)}`;

/** @throws Refusal `only-officers` (403) */
export function assertWritesItems({ actor }: Asked): void {
  if (!actor.roles.some((role) => role === 'officer' || role === 'secretariat')) throw notYours('only-officers');
}

/**
 * @param origin the item and sub-item that it grows out of
 * @returns the new item's first transition; its draft is at revision 1
 * @throws Refusal `only-officers` (403)
 */
export async function beginItem(
  parts: CommandParts,
  asked: Asked,
  type: ItemType,
  body: DraftBody,
  origin?: Origin,
): Promise<Committed> {
  assertWritesItems(asked);
  const { actor } = asked;
  const item = itemIdFor(asked);
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
      event: { type: 'create', item, itemType: type, owner: actor.person, ...(origin && { origin }) },
      actor: recordedPerson({ person: actor.person, office: null, onBehalfOf: null }),
    }),
  });
}
