/** Stores what has been made on this computer's disk. */
import type { FileRow } from '#src/store/models/file.ts';
import type { FileStore } from './file-store.ts';
import { hashFile } from './hash-file.ts';

/** A file on this computer's disk that is to be stored. */
export interface MadeFile {
  path: string;
  kind: string;
  mime: string;
  /** Where they are known: SHA-256 and size of the whole, and the runs that lie elsewhere. The disk holds the rest. */
  whole?: { hash: string; size: number } & Pick<FileRow, 'extents'>;
}

/** @returns the SHA-256 under which the bytes of the file are stored, and their number */
export async function storeFile(
  files: FileStore,
  { path, kind, mime, whole }: MadeFile,
): Promise<{ hash: string; size: number }> {
  const { hash, size, ...extents } = whole ?? (await hashFile(path));
  await files.put(path, { hash, size, kind, mime, ...extents });
  return { hash, size };
}
