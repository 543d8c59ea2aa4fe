/** Bilag in the store, as if officers had uploaded them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileRef } from '#src/documents/file-ref.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { pdf } from '../files/make.ts';
import { docx, paragraphs } from '../renditions/make-office.ts';

/** Every so many of them is a Word file. */
const WORD = 5;
const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/**
 * Distinct files, so that none finds the work of another done.
 * @param words what they say, beside their number
 * @param pages of the n-th, from 0, where it is a PDF
 */
export async function storeBilag(
  files: FileStore,
  count: number,
  words: string,
  pages: (n: number) => number,
): Promise<FileRef[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-faults-bilag-'));
  const refs: FileRef[] = [];
  for (let n = 0; n < count; n++) {
    const kind = n % WORD === 0 ? 'docx' : 'pdf';
    const text = `Bilag ${n} ${words}`;
    const path = join(folder, String(n));
    await writeFile(path, kind === 'docx' ? await docx({ body: paragraphs(text) }) : pdf(text, pages(n)));
    const file = { ...(await hashFile(path)), mime: TYPES[kind] };
    await files.put(path, { ...file, kind });
    refs.push({ ...file, name: `bilag-${n}.${kind}` });
  }
  await rm(folder, { recursive: true });
  return refs;
}
