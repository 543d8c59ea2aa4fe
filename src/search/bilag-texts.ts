/** What the files of attachments say, as far as it has been read. */
import type { FileStore } from '#src/files/file-store.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import { textOfPages } from '#src/renditions/stored-text.ts';
import type { Collections } from '#src/store/collections.ts';

export interface BilagTextDeps {
  collections: Pick<Collections, 'renditions'>;
  files: FileStore;
}

/** So much of a file can be searched: about a hundred and fifty pages. */
const MOST_TEXT = 300_000;

/** @param files by hash @returns their texts by hash; none for a file that has not been read yet, or has no text */
export async function bilagTexts(deps: BilagTextDeps, files: readonly string[]): Promise<Map<string, string>> {
  const previews = await renditionsOf(deps, 'preview', files);
  const texts = new Map<string, string>();
  for (const [file, { state, text }] of previews) {
    if (state !== 'done' || text === null) continue;
    // A text that is no longer there is no reason not to find the item by all the rest.
    const pages = await textOfPages(deps, text).catch(() => null);
    if (pages !== null) texts.set(file, pages.join('\n').slice(0, MOST_TEXT));
  }
  return texts;
}

/** Which of the files have been read, or cannot be. */
export async function filesRead(deps: Pick<BilagTextDeps, 'collections'>, files: readonly string[]): Promise<string[]> {
  const previews = await renditionsOf(deps, 'preview', files);
  return [...previews.values()].filter(({ state }) => state !== 'wanted').map(({ file }) => file);
}
