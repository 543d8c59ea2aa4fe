/** Stores a PDF that is in memory. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileStore } from '#src/files/file-store.ts';
import { storeFile } from '#src/files/store-file.ts';

export const PDF = { kind: 'pdf', mime: 'application/pdf' } as const;

/** @returns its SHA-256 and its size in bytes */
export async function storePdf(files: FileStore, bytes: Uint8Array): Promise<{ hash: string; size: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-bench-'));
  try {
    const path = join(folder, 'file.pdf');
    await writeFile(path, bytes);
    return await storeFile(files, { path, ...PDF });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
