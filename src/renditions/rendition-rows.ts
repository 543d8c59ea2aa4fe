/** The rows that say which renditions are wanted: one for each file and recipe, so that what many ask for is made once. */
import { trusted } from 'mongoose';
import type { Collections } from '#src/store/collections.ts';
import { ignoreDuplicates } from '#src/store/collections.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { wantedNow } from '#src/store/work.ts';

/**
 * What can be made of a file. `prepare`: a clean PDF, in the form in which it is put together with others, and what is known of it.
 * `preview`: its text and a picture of its first page. `ocr`: a PDF with the text that a machine reads in its pictures. A number that is
 * raised has everything made anew.
 */
export const RECIPE_VERSIONS = { prepare: 5, preview: 5, ocr: 1 } as const;
export type Recipe = keyof typeof RECIPE_VERSIONS;

/** The id of a row. @param file the SHA-256 of the stored file */
export const renditionId = (recipe: Recipe, file: string): string => `${file}.${recipe}-${RECIPE_VERSIONS[recipe]}`;

/** The file that a row's id names. */
export const fileOf = ({ _id }: Pick<Rendition, '_id'>): string => _id.slice(0, _id.indexOf('.'));

type Rows = { collections: Pick<Collections, 'renditions'> };

/** More than any packet has bilag. */
const BEHIND_PACKETS = 100_000;
/** The priority of what takes minutes. */
export const BEHIND_ALL = 2 * BEHIND_PACKETS;
/**
 * The priority of a preview: behind the preparation of what officers attach, and where a packet wanted the file, behind the
 * preparation of every packet's bilag.
 */
export const previewPriority = ({ priority }: Pick<Rendition, 'priority'>): number =>
  priority > 0 ? BEHIND_PACKETS : 1;

/**
 * The preview of what a packet wanted rests for so long, in milliseconds: by then the packet itself is built, by the same processes.
 */
export const previewRestMs = ({ priority }: Pick<Rendition, 'priority'>): number => (priority > 0 ? 5_000 : 0);

/** Says that the preview of a file that has been prepared is wanted; see `wantRenditions`. */
export const wantPreview = (rows: Rows, prepared: Pick<Rendition, 'file' | 'priority'>): Promise<void> =>
  wantRenditions(rows, 'preview', [prepared.file], {
    priorityOf: () => previewPriority(prepared),
    restMs: previewRestMs(prepared),
  });

/**
 * Says that renditions are wanted. One that is there already, in whatever state, stays as it is.
 * @param how the priority of the n-th of the files, from 0 (0 goes before every other), and the rest before anybody begins
 */
export async function wantRenditions(
  { collections }: Rows,
  recipe: Recipe,
  files: readonly string[],
  { priorityOf = () => 0, restMs = 0 }: { priorityOf?: (n: number) => number; restMs?: number } = {},
): Promise<void> {
  if (files.length === 0) return;
  const wanted = wantedNow();
  const availableAt = new Date(wanted.availableAt.getTime() + restMs);
  const rows = [...new Set(files)].map(
    (file, n): Rendition => ({
      _id: renditionId(recipe, file),
      file,
      recipe,
      version: RECIPE_VERSIONS[recipe],
      facts: null,
      notes: [],
      pdf: null,
      fragment: null,
      text: null,
      picture: null,
      tools: {},
      ...wanted,
      availableAt,
      priority: priorityOf(n),
    }),
  );
  await ignoreDuplicates(collections.renditions.insertMany(rows, { ordered: false }));
}

/** Says how many pages of claimed work are done. */
export const noteProgress = async (
  { collections }: Rows,
  { _id, claimedBy }: Pick<Rendition, '_id' | 'claimedBy'>,
  progress: { done: number; of: number },
): Promise<void> =>
  void (await collections.renditions.updateOne({ _id, state: 'wanted', claimedBy }, { $set: { progress } }));

/** The rows of one recipe by the hash of their file; what nobody has asked for yet is missing. */
export async function renditionsOf(
  { collections }: Rows,
  recipe: Recipe,
  files: readonly string[],
): Promise<Map<string, Rendition>> {
  if (files.length === 0) return new Map();
  const ids = [...new Set(files)].map((file) => renditionId(recipe, file));
  const rows = await collections.renditions.find({ _id: trusted({ $in: ids }) }).lean();
  return new Map(rows.map((row) => [row.file, row]));
}
