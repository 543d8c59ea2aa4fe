/** Stores a PDF that is in memory. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from '#src/files/check-file.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { storeFile } from '#src/files/store-file.ts';

export const PDF = { kind: 'pdf', mime: 'application/pdf' } as const;

/** @returns its SHA-256 and its size in bytes */
export const storePdf = (files: FileStore, bytes: Uint8Array): Promise<{ hash: string; size: number }> =>
  withPath(bytes, (path) => storeFile(files, { path, ...PDF }));

/** As it is stored when somebody uploads it: it is looked at first. */
export const uploadPdf = (files: FileStore, bytes: Uint8Array): Promise<{ hash: string; size: number }> =>
  withPath(bytes, async (path) => {
    const file = { path, name: 'bilag.pdf', maxBytes: bytes.length, place: { purpose: 'bench', from: path } };
    const [{ hash }, checked] = [await hashFile(path), await checkFile(file, async () => {})];
    const { size } = await files.put(path, { hash, ...checked });
    return { hash, size };
  });

async function withPath<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-bench-'));
  try {
    const path = join(folder, 'file.pdf');
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
