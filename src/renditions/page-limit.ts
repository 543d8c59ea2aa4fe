/** How many pages a bilag may have. */
import { RenditionFailed } from './note.ts';

/** A thicker bilag than this opens on no tablet, and is read by nobody. */
export const MOST_PAGES = 2_000;

/** @throws RenditionFailed `pdf-too-many-pages` (`pages`, `most`) */
export function refuseTooManyPages(pages: number): void {
  if (pages > MOST_PAGES) throw new RenditionFailed('pdf-too-many-pages', { pages, most: MOST_PAGES });
}
