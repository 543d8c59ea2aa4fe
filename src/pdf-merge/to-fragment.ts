/** Rewrites a PDF into a fragment: see fragment.ts for what one is. */
import { createHash } from 'node:crypto';
import { PDFDict, type PDFDocument } from '@cantoo/pdf-lib';
import { destinationsOf } from './destinations.ts';
import { encodeHead, type FragmentPage } from './fragment.ts';
import { linksOf } from './links-of.ts';
import { createObjectTable, type ObjectTable } from './object-table.ts';
import { dictIn, textIn } from './objects.ts';
import { outlineOf } from './outline-of.ts';
import { contentStreams, readContent } from './page-content.ts';
import { type Page, pagesOf } from './page-tree.ts';
import { type ReadForms, resourcesUsed } from './page-uses.ts';
import { structureOf } from './structure-of.ts';

export interface FragmentOptions {
  /** Our own pages: links with the address `packet:` and a part's id become links to that part. Never for a file from outside. */
  ownPages?: boolean;
}

/** The kinds of resources that content names; others are of no use to a reader. */
const RESOURCES = ['ExtGState', 'ColorSpace', 'Pattern', 'Shading', 'XObject', 'Font', 'Properties'];

/**
 * Keeps what is seen and read of each page: content, resources, links, outline, structure tree, language. All else (forms,
 * scripts, files, metadata, other annotations) is not carried along, cleaned or not; `cleanPdf` says what is lost, draws what
 * forms show into the pages and takes hidden layers out, so it goes first.
 * @returns the bytes in pieces; a stream that is as in the PDF is a view of the bytes that the document was loaded from
 * @throws RenditionFailed as `pagesOf` and `readContent`
 */
export function toFragment(doc: PDFDocument, { ownPages = false }: FragmentOptions = {}): Uint8Array[] {
  const pages = pagesOf(doc);
  const dicts = pages.map(({ dict }) => dict);
  const table = createObjectTable(doc, dicts);
  const resolve = destinationsOf(doc, dicts);
  const packetLinks: string[] | null = ownPages ? [] : null;
  const forms: ReadForms = new Map();
  const written = pages.map((page, i) => {
    const links = linksOf(page, i + 1, { table, resolve, packetLinks });
    return pageOf(page, i + 1, links, table, forms);
  });
  table.writeWaiting();
  const { structure, keys } = structureOf(doc, dicts, table);
  const { texts, streams } = table.finish();
  const hash = createHash('sha256');
  const pieces = streams.flatMap((stream) => stream.pieces);
  for (const piece of pieces) hash.update(piece);
  const index = {
    version: 1 as const,
    pages: written.map((page, i) => ({ ...page, structParents: keys[i] ?? null })),
    objects: pages.length + texts.length,
    streams: streams.map(({ number, length }): [number, number] => [number, length]),
    streamsHash: hash.digest('hex'),
    outline: outlineOf(doc, resolve),
    structure,
    language: textIn(doc.catalog, 'Lang')?.trim() || null,
    packetLinks: packetLinks ?? [],
  };
  return [encodeHead(index, texts), ...pieces];
}

function pageOf(page: Page, number: number, links: number[], table: ObjectTable, forms: ReadForms): FragmentPage {
  const { underflow, closing } = readContent(page, number);
  const [x0, y0, x1, y1] = page.cropBox;
  const group = dictIn(page.dict, 'Group');
  return {
    cropBox: page.cropBox,
    rotate: page.rotate,
    userUnit: page.userUnit,
    structParents: null,
    entries:
      `${links.length === 0 ? '' : `/Annots[${links.map((link) => `{${link}}`).join(' ')}]`}` +
      (group === undefined ? '' : `/Group ${table.write(group)}`),
    resources: resourcesOf(page, resourcesUsed(page, number, forms), table),
    contents: contentStreams(page, number).map((stream) => table.numberOf(stream)),
    before: `q ${x0} ${y0} ${x1 - x0} ${y1 - y0} re W n${' q'.repeat(underflow)}\n`,
    after: `\n${closing} Q\n`,
  };
}

/** Color spaces that stand for the device's without being named (ISO 32000-1, 8.6.5.6). */
const IMPLIED = new Set(['DefaultGray', 'DefaultRGB', 'DefaultCMYK']);

/** Those that are used: a file that pages were taken out of often keeps what only those pages showed. */
function resourcesOf(page: Page, used: Set<string> | null, table: ObjectTable): Record<string, string> {
  const resources: Record<string, string> = {};
  for (const kind of RESOURCES) {
    const all = page.resources && dictIn(page.resources, kind);
    if (!(all instanceof PDFDict)) continue;
    resources[kind] = all
      .entries()
      .filter(([key]) => used === null || used.has(`${kind}/${key.decodeText()}`) || IMPLIED.has(key.decodeText()))
      .map(([key, value]) => `${key.toString()} ${table.write(value)}`)
      .join('');
  }
  return resources;
}
