/** Converts real files by the real programs, and looks into what comes out. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Kind } from '#src/files/kinds.ts';
import { convertToPdf } from '#src/renditions/convert/convert-to-pdf.ts';
import { type Failure, type Note, RenditionFailed } from '#src/renditions/note.ts';
import { inFolder } from '../files/make.ts';

const run = promisify(execFile);
const MOST = { maxBuffer: 256 * 1024 * 1024 };

export interface Shown {
  notes: Note[];
  /** As `pdftotext -layout` reads it. */
  words: string;
  /** What `pdfinfo` says. */
  info: string;
  /** The whole file with nothing packed, as Latin-1. */
  bytes: string;
  pages: number;
  /** SHA-256 of the file. */
  hash: string;
}

export const shown = (bytes: Buffer, kind: Kind): Promise<Shown> =>
  inFolder(async (folder) => {
    const path = join(folder, 'bilag');
    await writeFile(path, bytes);
    const { pdf, notes } = await convertToPdf({ path, kind, folder });
    const [words, info] = await Promise.all([
      run('pdftotext', ['-layout', pdf, '-'], MOST),
      run('pdfinfo', [pdf], MOST),
    ]);
    const open = join(folder, 'open.pdf');
    await run('qpdf', ['--qdf', '--object-streams=disable', '--stream-data=uncompress', pdf, open]);
    const hash = createHash('sha256')
      .update(await readFile(pdf))
      .digest('hex');
    const pages = Number(/^Pages:\s+(\d+)/m.exec(info.stdout)?.[1]);
    return { notes, words: words.stdout, info: info.stdout, bytes: await readFile(open, 'latin1'), pages, hash };
  });

/** @returns the failure. @throws where there is none, or where another try may go well */
export const failureOf = (bytes: Buffer, kind: Kind): Promise<Failure> =>
  shown(bytes, kind).then(
    ({ notes }) => Promise.reject(new Error(`converted, with ${JSON.stringify(notes)}`)),
    (error: unknown) => (error instanceof RenditionFailed ? error.failure : Promise.reject(error)),
  );

/** Those of the words that are in the text or the bytes, in any way in which a PDF may write them. */
export function foundIn({ words, bytes }: Pick<Shown, 'words' | 'bytes'>, looked: readonly string[]): string[] {
  const all = bytes.toLowerCase();
  return looked.filter((word) => {
    const wide = Buffer.from(word, 'utf16le').swap16();
    const written = [Buffer.from(word, 'utf8'), Buffer.from(word, 'latin1'), wide];
    return (
      words.includes(word) ||
      written.some((each) => all.includes(each.toString('latin1').toLowerCase()) || all.includes(each.toString('hex')))
    );
  });
}
