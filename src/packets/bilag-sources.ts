/** What became of the bilag of a packet: the fragments of those that could be made into pages, and why the others could not. */
import { PdfFacts } from '#src/renditions/facts.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import type { Collections } from '#src/store/collections.ts';
import type { MissingBilag } from '#src/store/models/edition.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { failureSentence } from '#src/words/rendition-words.ts';
import type { BilagState } from './content/bilag-state.ts';
import type { PacketBilag, PacketDocument } from './document.ts';

export interface BilagSource {
  bilag: PacketBilag;
  /** Hash of the stored fragment. */
  fragment: string;
  /** Hash of the attached file. */
  original: string;
  pages: number;
  /** BCP 47, as the file says it, or null. */
  language: string | null;
  /** By which steps it was made, and with which programs. */
  recipe: string;
  tools: Record<string, string>;
}

export interface BilagSources {
  /** In the order of the packet. */
  made: BilagSource[];
  missing: MissingBilag[];
}

/** @throws Error `bilag-not-prepared` while the preparation of one is not over: the job is tried again */
export async function bilagSources(
  { collections }: { collections: Pick<Collections, 'renditions'> },
  { items }: PacketDocument,
): Promise<BilagSources> {
  const rows = items.flatMap(({ item, bilag }) => bilag.map((each) => ({ item, bilag: each })));
  const files = rows.flatMap(({ bilag }) => bilag.file?.hash ?? []);
  const renditions = await renditionsOf({ collections }, 'prepare', files);
  const sources: BilagSources = { made: [], missing: [] };
  for (const { item, bilag } of rows) {
    if (bilag.file === null) continue;
    const rendition = renditions.get(bilag.file.hash);
    const source = rendition && sourceOf(bilag, rendition);
    if (source) sources.made.push(source);
    else if (rendition?.state === 'failed') sources.missing.push(missingOf(item, bilag, rendition));
    else throw new Error('bilag-not-prepared');
  }
  return sources;
}

/** What became of each, by its key, as the packet's pages take it. */
export const statesOf = ({ made, missing }: BilagSources): Map<string, BilagState> =>
  new Map<string, BilagState>([
    ...made.map(({ bilag: { key }, pages }) => [key, { pages }] as const),
    ...missing.map(({ key, failure, title }) => [key, { failure: failureSentence(failure, title) }] as const),
  ]);

function sourceOf(bilag: PacketBilag, rendition: Rendition): BilagSource | null {
  const { state, fragment, facts, file, recipe, version, tools } = rendition;
  if (state !== 'done' || fragment === null) return null;
  const { pages, language } = PdfFacts.parse(facts);
  return { bilag, fragment, original: file, pages, language, recipe: `${recipe}-${version}`, tools };
}

const missingOf = (
  item: string | null,
  { key, seq, label, title, file }: PacketBilag,
  { failure }: Rendition,
): MissingBilag => ({
  key,
  item,
  seq,
  label,
  title,
  file: file?.hash ?? null,
  failure: failure ?? { rule: 'unexpected', details: {} },
});
