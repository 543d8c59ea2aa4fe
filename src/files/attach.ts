/** A text may only name files that were uploaded for its item: knowing the hash of somebody else's file opens nothing. */
import { trusted } from 'mongoose';
import type { FileRef } from '#src/documents/file-ref.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Collections } from '#src/store/collections.ts';

type Parts = { collections: Pick<Collections, 'files' | 'fileReceipts'> };

interface Upload {
  hash: string;
  owner: string;
  by: string;
  /** Wall-clock. */
  at: Date;
  /** The owner's file that it was made from and takes the place of. */
  madeFrom?: FileRef;
}

/** Notes that a file was uploaded for an item or an answer. Noting it twice is harmless: the first one holds. */
export async function noteUpload({ collections }: Parts, { hash, owner, ...said }: Upload): Promise<void> {
  const _id = `${hash} ${owner}`;
  // An upsert of the same row by two at once may fail with other codes than "duplicate key"; both have then said the same.
  try {
    await collections.fileReceipts.insertOne({ _id, ...said });
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

/** @returns by the hashes of those files that were made from another one of the owner: that one */
export async function madeFrom(
  { collections }: Parts,
  owner: string,
  hashes: readonly string[],
): Promise<Map<string, FileRef>> {
  const ids = hashes.map((hash) => `${hash} ${owner}`);
  const receipts = await collections.fileReceipts.find({ _id: trusted({ $in: ids }) }).lean();
  return new Map(
    receipts.flatMap(({ _id, madeFrom }) => (madeFrom ? [[_id.slice(0, _id.indexOf(' ')), madeFrom]] : [])),
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
