/** What a page shows beside a bilag: how far it has been made ready, and what is known of it. */
import type { App } from '#src/context.ts';
import { type BilagRendition, bilagRenditions, type NamedFile } from '#src/queries/bilag-renditions.ts';
import type { BroughtRendition } from '#src/queries/text-reading.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { word } from '#src/words/words.ts';
import { type ReadingView, readingView } from './reading-view.ts';

export interface RenditionView {
  /** Where this is found anew. */
  url: string;
  picture: string | null;
  /** What is being done, or null when nothing is. */
  busy: string | null;
  pages: string | null;
  notes: string[];
  failure: string | null;
  settled: boolean;
  reading: ReadingView | null;
}

/**
 * The renditions of files. What nobody has asked for yet (a file from before there were renditions) is asked for here.
 * @param files stored files, with the names by which their officer knows them
 */
export async function renditionsFor(app: App, files: readonly NamedFile[]): Promise<Map<string, BilagRendition>> {
  const known = await bilagRenditions(app, files);
  const missing = files.flatMap(({ hash }) => (known.has(hash) ? [] : [hash]));
  if (missing.length === 0) return known;
  await requestRenditions(app, missing);
  return bilagRenditions(app, files);
}

/**
 * @param path where the rendition is found; its picture lies beneath it
 * @param query what follows in both addresses
 * @param hash the file's, where its text may be read from the page
 * @param withNotes whether its reader is told what was left out and what went wrong
 */
export function renditionView(
  { path, query = '', withNotes = true }: { path: string; query?: string; withNotes?: boolean },
  rendition: BilagRendition | BroughtRendition,
  hash = '',
): RenditionView {
  const { state, step, pages, notes, failure, picture, settled } = rendition;
  return {
    url: `${path}${query}`,
    picture: picture === null ? null : `${path}/billede${query}`,
    busy: withNotes && state === 'wanted' ? word('renditionSteps', step ?? 'queued') : null,
    pages,
    notes: withNotes ? notes.map(({ text }) => text) : [],
    failure: (withNotes && failure?.text) || null,
    settled,
    reading: 'reading' in rendition && rendition.reading !== null ? readingView(rendition.reading, hash) : null,
  };
}
