/** Whether a machine can read the text of a file that was brought for an item, how far it is, and what has come of it. */
import { trusted } from 'mongoose';
import { z } from 'zod';
import { FileRef } from '#src/documents/file-ref.ts';
import { madeFrom } from '#src/files/attach.ts';
import { OCR_PROGRAMS } from '#src/renditions/ocr/run-ocr.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { workersHave } from '#src/store/worker-tools.ts';
import { failureSentence } from '#src/words/rendition-words.ts';
import { BilagRendition, type NamedFile, Remark } from './bilag-renditions.ts';

export const TextReading = z.strictObject({
  /**
   * `offered`: it can be asked for; `not-installed`: it could, were the programs on the workers' machines; `done`: there is a new file,
   * which may take this one's place; `replaced`: this is that new file.
   */
  state: z.enum(['offered', 'not-installed', 'wanted', 'done', 'failed', 'replaced']),
  /** Pages that have been read, of those without text. */
  progress: z.strictObject({ done: z.number().int(), of: z.number().int() }).nullable(),
  failure: Remark.nullable(),
  /** The file that a `replaced` one was made from. */
  before: FileRef.nullable(),
});
export type TextReading = z.infer<typeof TextReading>;

/** What is known of a file that was brought: also whether its text can be read. */
export const BroughtRendition = BilagRendition.extend({ reading: TextReading.nullable() });
export type BroughtRendition = z.infer<typeof BroughtRendition>;

interface Deps {
  collections: Pick<Collections, 'renditions' | 'fileReceipts' | 'files' | 'workerTools'>;
}

/** What others may hold besides pictures: a PDF in the place of a document of Word would be no help. */
const hasPictures = (kind: string): boolean => ['pdf', 'png', 'jpeg', 'tiff', 'heic', 'webp'].includes(kind);

const NONE = { progress: null, failure: null, before: null };

/**
 * @param owner the item
 * @param files those that were brought for it, with their names
 * @param renditions what is known of them
 */
export async function withReadings(
  deps: Deps,
  owner: string,
  files: readonly NamedFile[],
  renditions: ReadonlyMap<string, BilagRendition>,
): Promise<Map<string, BroughtRendition>> {
  const silent = files.filter(({ hash }) => lacksText(renditions.get(hash)));
  const [sources, readings, offers] = await Promise.all([
    madeFrom(
      deps,
      owner,
      files.map(({ hash }) => hash),
    ),
    renditionsOf(
      deps,
      'ocr',
      silent.map(({ hash }) => hash),
    ),
    silent.length === 0 ? null : offerFor(deps, silent),
  ]);
  return new Map(
    files.flatMap(({ hash, name }) => {
      const rendition = renditions.get(hash);
      if (rendition === undefined) return [];
      const before = sources.get(hash);
      const row = readings.get(hash);
      const reading: TextReading | null = before
        ? { ...NONE, state: 'replaced', before }
        : row
          ? readingOf(row, name)
          : (offers?.get(hash) ?? null);
      const settled = rendition.settled && reading?.state !== 'wanted';
      return [[hash, { ...rendition, reading, settled }] as const];
    }),
  );
}

export const lacksText = (rendition: BilagRendition | undefined): boolean =>
  rendition?.facts != null && rendition.facts.textPages < rendition.facts.pages;

/** Whether the text of files that lack it may be asked for; of other kinds of file nothing is said. */
async function offerFor({ collections }: Deps, files: readonly NamedFile[]): Promise<Map<string, TextReading>> {
  const [canRead, rows] = await Promise.all([
    workersHave(collections, OCR_PROGRAMS),
    collections.files.find({ _id: trusted({ $in: files.map(({ hash }) => hash) }) }, { kind: 1 }).lean(),
  ]);
  const state = canRead ? 'offered' : 'not-installed';
  return new Map(rows.filter(({ kind }) => hasPictures(kind)).map(({ _id }) => [_id, { ...NONE, state }]));
}

function readingOf({ state, progress, failure }: Rendition, name: string): TextReading {
  if (state === 'failed' && failure) {
    return { ...NONE, state, failure: { rule: failure.rule, text: failureSentence(failure, name) } };
  }
  return { ...NONE, state: state === 'done' ? 'done' : 'wanted', progress: (state === 'wanted' && progress) || null };
}
