/** Which bilag of an item a reader may open, and which files its writer may see before any text names them. */
import { z } from 'zod';
import { amendItem } from '#src/commands/item/amend.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import type { App } from '#src/context.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { notFound } from '#src/errors.ts';
import { uploadedFor } from '#src/files/attach.ts';
import { mayOpenBilag } from '#src/policies/bilag-policies.ts';
import { isInside, maySaveDraft } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { versionContent } from '#src/queries/item.ts';
import { timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { VersionNumber } from '../../path-params.ts';
import { type ItemCall, type ReadableItem, readableItem } from '../item/item-access.ts';
import { shownContent } from '../item/item-page.ts';

/** What is no version's number is none that there is. */
export const OfVersion = z.object({ version: VersionNumber.optional().catch(0) });

export type BilagWithFile = Bilag & { file: NonNullable<Bilag['file']> };

/** A bilag for a reader, and whether it is closed, by itself or with its item as it was written or is now. */
export type ReadableBilag = BilagWithFile & { isClosed: boolean };

/** @param openness of the text that the bilag is of, and of its item now */
export const isClosedBilag = (bilag: Bilag, ...openness: (Bilag['openness'] | undefined)[]): boolean =>
  [bilag.openness, ...openness].includes('closed');

export const bilagAt = (content: ItemContent | null, seq: number): BilagWithFile | null => {
  const row = content?.bilag.find((each) => each.seq === seq);
  return row?.file === undefined ? null : { ...row, file: row.file };
};

/** Whoever may write the item's text in any of the ways may bring files for it. @throws Refusal `only-the-owner` (403) */
export function assertMayBringFiles({ actor, target }: ReadableItem): void {
  const writes = [maySaveDraft, correctItem.policy, amendItem.policy].some((policy) => policy(actor, target).ok);
  if (!writes) authorize(maySaveDraft(actor, target));
}

/** @throws Refusal `not-found` (404) for a file that was not brought for the item; `only-the-owner` (403) */
export async function broughtFile({ app, request, params }: ItemCall & { params: { hash: string } }): Promise<string> {
  const { hash } = params;
  const readable = await readableItem({ app, request, params });
  assertMayBringFiles(readable);
  const file = await app.files.find(hash);
  const known = file ? await uploadedFor(app, readable.history.id, [{ ...file, hash }]) : null;
  if (!known?.has(hash)) throw notFound('file');
  return hash;
}

/** The text that the reader's page shows; an older version for those who may look at versions. */
async function contentFor(app: App, readable: ReadableItem, version?: number): Promise<ItemContent | null> {
  if (version === undefined) return (await shownContent(app, readable)).content;
  if (!isInside(readable.actor, readable.history.context)) return null;
  const { history, directory } = readable;
  const found = versionsOf(history, timelineOf(history, directory)).find(({ n }) => n === version);
  return found ? versionContent(history, found.hash) : null;
}

/**
 * What may not be known is answered as what does not exist.
 * @throws Refusal `not-found` (404) for a bilag that is not there, has no file, or is not for this reader
 */
export async function readableBilag(
  { app, request, params }: ItemCall & { params: { seq: number } },
  version?: number,
): Promise<ReadableBilag> {
  const readable = await readableItem({ app, request, params });
  const content = await contentFor(app, readable, version);
  const bilag = bilagAt(content, params.seq);
  if (bilag === null || !mayOpenBilag(readable.actor, readable.target, bilag)) throw notFound('bilag');
  return { ...bilag, isClosed: isClosedBilag(bilag, content?.openness, readable.history.context.openness) };
}
