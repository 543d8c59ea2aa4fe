/** The text of a file's pages, as its preview has read it. */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { notFound } from '#src/errors.ts';
import type { FileStore } from '#src/files/file-store.ts';

const PageTexts = z.object({ pages: z.array(z.string()) });

/**
 * @param hash of the stored text, from the row of a preview; null where it has none
 * @returns the text of each page, or null @throws Refusal `not-found` (404) where the text is no longer stored
 */
export async function textOfPages({ files }: { files: FileStore }, hash: string | null): Promise<string[] | null> {
  if (hash === null) return null;
  const row = await files.find(hash);
  if (row === null) throw notFound('file');
  return PageTexts.parse(JSON.parse(await text(files.open(row)))).pages;
}
