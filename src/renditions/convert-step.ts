/** The step `convert`: a file of any kind as a PDF. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OCR_KIND } from '#src/files/kinds.ts';
import { checkName } from '#src/files/repair-pdf.ts';
import type { FileRow } from '#src/store/models/file.ts';
import { type Program, toolVersions } from '#src/tools/tool-versions.ts';
import { cachedStep } from './cached-step.ts';
import { convertToPdf } from './convert/convert-to-pdf.ts';
import type { Note } from './note.ts';
import { localFile, type Rendering, storedFile } from './rendering.ts';

/** Raised where the same file is to become another PDF. */
const VERSION = 5;

/** The programs that decide what a kind becomes. */
const PROGRAMS: Readonly<Record<string, readonly Program[]>> = { pdf: ['qpdf'], [OCR_KIND]: ['qpdf'] };
const OTHERWISE: readonly Program[] = ['qpdf', 'soffice'];

export interface ConvertedFile {
  /** SHA-256 of the stored PDF: the source itself where that is one that needs no repair. */
  pdf: string;
  notes: Note[];
  tools: Record<string, string>;
  /** The row of the PDF, where that is the source. */
  stored: FileRow | undefined;
}

/**
 * @param source SHA-256 of a stored file
 * @throws RenditionFailed as `convertToPdf`, `file-missing`
 */
export async function convertStep(rendering: Rendering, source: string): Promise<ConvertedFile> {
  const row = await storedFile(rendering, source);
  const { kind } = row;
  const tools = await toolVersions(PROGRAMS[kind] ?? OTHERWISE, rendering.folder);
  // It was looked at when it came.
  if (row.wholeBy !== undefined && row.wholeBy === checkName(tools.qpdf ?? ''))
    return { pdf: source, notes: [], tools, stored: row };
  const step = { name: 'convert', version: VERSION, input: source, tools };
  const { output, data } = await cachedStep<{ notes: Note[] }>(rendering, step, async () => {
    rendering.atStep('convert');
    const path = await localFile(rendering, source, row);
    const folder = join(rendering.folder, 'convert');
    await mkdir(folder);
    const { pdf, notes } = await convertToPdf({ path, kind, folder });
    return { file: pdf === path ? null : { path: pdf, kind: 'pdf', mime: 'application/pdf' }, data: { notes } };
  });
  return { pdf: output ?? source, notes: data.notes, tools, stored: output === null ? row : undefined };
}
