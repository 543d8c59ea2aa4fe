/** Stores what has been made on this computer's disk. */
import type { FileStore } from './file-store.ts';
import { hashFile } from './hash-file.ts';

/** @returns the SHA-256 under which the bytes of the file are stored, and their number */
export async function storeFile(
  files: FileStore,
  { path, kind, mime }: { path: string; kind: string; mime: string },
): Promise<{ hash: string; size: number }> {
  const { hash, size } = await hashFile(path);
  await files.put(path, { hash, size, kind, mime });
  return { hash, size };
}
