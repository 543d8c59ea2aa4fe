/** A text may only name files that were uploaded for its item: knowing the hash of somebody else's file opens nothing. */
import { trusted } from 'mongoose';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Collections } from '#src/store/collections.ts';

type Parts = { collections: Pick<Collections, 'files' | 'fileReceipts'> };

/** Notes that a file was uploaded for an item or an answer. Noting it twice is harmless. @param at wall-clock */
export async function noteUpload(
  { collections }: Parts,
  { hash, owner, by, at }: { hash: string; owner: string; by: string; at: Date },
): Promise<void> {
  const _id = `${hash} ${owner}`;
  // An upsert of the same row by two at once may fail with other codes than "duplicate key"; both have then said the same.
  try {
    await collections.fileReceipts.insertOne({ _id, by, at });
  } catch (error) {
    if ((await collections.fileReceipts.findOne({ _id }, { _id: 1 }).lean()) === null) throw error;
  }
}

/** Those of the files that were uploaded for the owner, and are stored as they say. */
export async function uploadedFor(
  { collections }: Parts,
  owner: string,
  files: readonly { hash: string; size: number; mime: string }[],
): Promise<Set<string>> {
  if (files.length === 0) return new Set();
  const hashes = [...new Set(files.map(({ hash }) => hash))];
  const [receipts, rows] = await Promise.all([
    collections.fileReceipts.find({ _id: trusted({ $in: hashes.map((hash) => `${hash} ${owner}`) }) }).lean(),
    collections.files.find({ _id: trusted({ $in: hashes }) }).lean(),
  ]);
  const noted = new Set(receipts.map(({ _id }) => _id));
  const stored = new Map(rows.map((row) => [row._id, row]));
  return new Set(
    files
      .filter(({ hash, size, mime }) => {
        const row = stored.get(hash);
        return row !== undefined && row.size === size && row.mime === mime && noted.has(`${hash} ${owner}`);
      })
      .map(({ hash }) => hash),
  );
}

const filesIn = (content: ItemContent) =>
  content.bilag.flatMap(({ file }: Bilag) => (file === undefined ? [] : [file]));

/**
 * @param item the item whose text it is to become
 * @throws Refusal `file-not-uploaded` (409) when a bilag names a file that was not uploaded for the item
 */
export async function assertFilesOf(deps: Parts, item: string, content: ItemContent): Promise<void> {
  const files = filesIn(content);
  const known = await uploadedFor(deps, item, files);
  const missing = files.find(({ hash }) => !known.has(hash));
  if (missing !== undefined) throw notAllowedNow('file-not-uploaded', { name: missing.name });
}
