/** What the files of Word, Excel and PowerPoint have in common. */
import type { Tally } from './left-out.ts';
import { contentTypeRules, relationshipRules } from './relationships.ts';
import { rewriteXml } from './rewrite-xml.ts';
import type { Package } from './rewrite-zip.ts';

/** Who made the file and when, what programs keep beside it, and files within the file. */
const NEVER_SHOWN =
  /^(docProps|customXml|_xmlsignatures)\/|\/(embeddings|activeX|ctrlProps|printerSettings|slicers|model|webextensions)\//i;
const FILES = /\/embeddings\/[^/]+$/i;
const MEDIA = /\/media\/[^/]+\.(mp4|m4v|mov|avi|wmv|mpe?g|mp3|m4a|wav|wma)$/i;
const CHART = /\/charts\/[^/]+\.xml$/;

/**
 * @param isLeftOut whether a part is, beside those that no kind of file shows
 * @param change what becomes of a part: bytes, or undefined where it stays as it is
 * @returns what becomes of each part
 */
export function ooxmlChange(
  parts: Package,
  isLeftOut: (name: string) => boolean,
  tally: Tally,
  change: (name: string) => Promise<Buffer | undefined>,
): (name: string) => Promise<Buffer | null | undefined> {
  const leavesOut = (name: string) => NEVER_SHOWN.test(name) || MEDIA.test(name) || isLeftOut(name);
  return async (name) => {
    if (FILES.test(name)) tally.leftOut.files += 1;
    if (MEDIA.test(name)) tally.leftOut.media += 1;
    if (leavesOut(name)) return null;
    if (name === '[Content_Types].xml') return rewriteXml(await parts.read(name), contentTypeRules(leavesOut));
    if (name.endsWith('.rels')) return rewriteXml(await parts.read(name), relationshipRules(name, leavesOut, tally));
    // A chart keeps what it shows; the sheet behind it is a file within the file.
    if (CHART.test(name))
      return rewriteXml(await parts.read(name), { open: (e) => (e.local === 'externalData' ? 'drop' : 'keep') });
    const changed = await change(name);
    if (changed !== undefined || !/\.(xml|vml)$/i.test(name)) return changed;
    // Every other part is looked through as well, for what no office file needs and what no program should be given.
    return name.endsWith('.xml') ? rewriteXml(await parts.read(name), {}) : undefined;
  };
}
