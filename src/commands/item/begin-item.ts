/** How every item begins: blank, out of a sub-item, or from a published text. */
import type { ItemType, Origin } from '#machines/agenda-item/events.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { DraftBody } from '#src/documents/draft-body.ts';
import { isRefusal } from '#src/errors.ts';
import { mayWriteItems } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { Committed } from '#src/store/commit.ts';
import { saveDraft } from '#src/store/drafts.ts';
import { sha256 } from '#src/store/record.ts';
import { recordedPerson } from '../action.ts';

/** The id follows from the person and the intention, so that a second press finds the first item. */
const itemIdFor = ({ actor, cause }: CommandRequest): string =>
  `item-${sha256(`create ${actor.person} ${cause}`).slice(0, 20)}`;

/**
 * @param origin the item and sub-item that it grows out of
 * @returns the new item's first transition; its draft is at revision 1
 * @throws Refusal `only-officers` (403)
 */
export async function beginItem(
  deps: CommandDeps,
  request: CommandRequest,
  type: ItemType,
  body: DraftBody,
  origin?: Origin,
): Promise<Committed> {
  const { actor } = request;
  authorize(mayWriteItems(actor));
  const item = itemIdFor(request);
  // The draft first: a crash in between leaves an unnamed draft, never an item without one.
  await saveDraft(deps.collections, {
    item,
    rev: 0,
    body,
    savedBy: actor.person,
    savedAt: await deps.clock.now(),
  }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
  return deps.commit({
    stream: item,
    origin: 'birth',
    cause: request.cause,
    decide: () => ({
      event: { type: 'create', item, itemType: type, owner: actor.person, ...(origin && { origin }) },
      actor: recordedPerson({ person: actor.person, office: null, onBehalfOf: null }),
    }),
  });
}
