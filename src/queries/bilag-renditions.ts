/** How far a bilag has been made ready for packets, and what is known of it. */
import { z } from 'zod';
import type { FileRef } from '#src/documents/file-ref.ts';
import { PdfFacts } from '#src/renditions/facts.ts';
import { remarksOn } from '#src/renditions/remarks.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { pagesInWords } from '#src/words/pages-in-words.ts';
import { failureSentence, noteSentence } from '#src/words/rendition-words.ts';

/** Something that its officer is told: the rule that says so, and the sentence. */
export const Remark = z.strictObject({ rule: z.string(), text: z.string() });

export const BilagRendition = z.strictObject({
  /** `wanted` while it waits and while it is made. */
  state: z.enum(['wanted', 'done', 'failed']),
  /** What is being done right now. */
  step: z.string().nullable(),
  facts: PdfFacts.nullable(),
  /** Pages and sizes in words. */
  pages: z.string().nullable(),
  notes: z.array(Remark),
  failure: Remark.nullable(),
  /** SHA-256 of the picture of its first page, once there is one. */
  picture: z.string().nullable(),
  /** Whether nothing more comes by itself. */
  settled: z.boolean(),
});
export type BilagRendition = z.infer<typeof BilagRendition>;

export type NamedFile = Pick<FileRef, 'hash' | 'name'>;

/**
 * @param files stored files, with the names by which their officer knows them
 * @returns by the files' hashes; one that nobody has asked for yet is missing
 */
export async function bilagRenditions(
  deps: { collections: Pick<Collections, 'renditions'> },
  files: readonly NamedFile[],
): Promise<Map<string, BilagRendition>> {
  const hashes = files.map(({ hash }) => hash);
  const [prepared, previews] = await Promise.all([
    renditionsOf(deps, 'prepare', hashes),
    renditionsOf(deps, 'preview', hashes),
  ]);
  return new Map(
    files.flatMap(({ hash, name }) => {
      const row = prepared.get(hash);
      return row ? [[hash, renditionView(row, previews.get(hash), name)] as const] : [];
    }),
  );
}

function renditionView(row: Rendition, preview: Rendition | undefined, name: string): BilagRendition {
  const facts = row.facts === null ? null : PdfFacts.parse(row.facts);
  const notes = facts === null ? row.notes : [...remarksOn(facts), ...row.notes];
  const isWaiting = row.state === 'wanted' || (row.state === 'done' && preview?.state === 'wanted');
  return {
    state: row.state,
    step: row.state === 'wanted' ? row.step : null,
    facts,
    pages: facts && pagesInWords(facts),
    notes: notes.map((note) => ({ rule: note.rule, text: noteSentence(note) })),
    failure: row.failure && { rule: row.failure.rule, text: failureSentence(row.failure, name) },
    picture: preview?.picture ?? null,
    settled: !isWaiting,
  };
}
