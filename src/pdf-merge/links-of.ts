/** The links of a page: the one kind of annotation that is carried along. */
import { PDFDict } from '@cantoo/pdf-lib';
import type { Resolve } from './destinations.ts';
import { type ObjectTable, stringEntry } from './object-table.ts';
import {
  arrayIn,
  type Box,
  boxOf,
  dictIn,
  dictOf,
  membersOf,
  nameIn,
  numberIn,
  numbersOf,
  overlapOf,
  textIn,
  valueIn,
} from './objects.ts';
import type { Page } from './page-tree.ts';

/** Links of our own pages to a part of the packet: `packet:` and the part's id. */
const PACKET = 'packet:';
const WEB = /^(?:https?|mailto):/i;

export interface LinkContext {
  table: ObjectTable;
  resolve: Resolve;
  /** Ids of parts that links lead to, or null where such links are not ours to make. */
  packetLinks: string[] | null;
}

/** Whether a link may be carried along. */
export const isWebAddress = (uri: string): boolean => WEB.test(uri.trim());

/** Writes the page's links and returns their numbers; `number` is the page's. */
export function linksOf(page: Page, number: number, context: LinkContext): number[] {
  const annotations = membersOf(arrayIn(page.dict, 'Annots'));
  return annotations.flatMap((annotation) => {
    const dict = dictOf(annotation);
    if (!(dict instanceof PDFDict) || nameIn(dict, 'Subtype') !== 'Link' || context.table.has(dict)) return [];
    const area = boxOf(arrayIn(dict, 'Rect'));
    // What lies outside the crop box is not seen, and must not be met in the strip that a packet adds.
    const shown = area && overlapOf(area, page.cropBox);
    const target = targetOf(dict, context);
    if (shown === undefined || target === null) return [];
    const at = context.table.reserve(dict);
    context.table.put(at, linkText(dict, shown, number, target));
    return [at];
  });
}

function linkText(dict: PDFDict, area: Box, page: number, target: string): string {
  const flags = (numberIn(dict, 'F') ?? 0) & 0xffff;
  const border = borderOf(dict);
  const corners = numbersOf(arrayIn(dict, 'QuadPoints'));
  const quads = corners.length > 0 && corners.length % 8 === 0 ? `/QuadPoints[${corners.join(' ')}]` : '';
  // A link to a part is described by that part's title, which the packet knows.
  const contents = target.startsWith('{') ? '' : `${stringEntry(dict, 'Contents')}${stringEntry(dict, 'Lang')}`;
  return (
    `<</Type/Annot/Subtype/Link/Rect[${area.join(' ')}]/P {${page}}/F ${flags}${border}${quads}` +
    `${contents}${target}>>`
  );
}

function borderOf(dict: PDFDict): string {
  const color = numbersOf(arrayIn(dict, 'C'));
  const colored = color.length > 0 ? `/C[${color.join(' ')}]` : '';
  const style = dictIn(dict, 'BS');
  if (style !== undefined) {
    const kind = nameIn(style, 'S') ?? 'S';
    return `${colored}/BS<</W ${numberIn(style, 'W') ?? 1}/S/${/^[SDBIU]$/.test(kind) ? kind : 'S'}>>`;
  }
  const border = numbersOf(arrayIn(dict, 'Border')).slice(0, 3);
  return border.length === 3 ? `${colored}/Border[${border.join(' ')}]` : colored;
}

/** The entry that says where the link leads, or null where it leads nowhere that it may. */
function targetOf(dict: PDFDict, { resolve, packetLinks }: LinkContext): string | null {
  const action = dictIn(dict, 'A');
  const kind = action && nameIn(action, 'S');
  if (action !== undefined && kind === 'URI') {
    const uri = textIn(action, 'URI')?.trim() ?? '';
    if (packetLinks !== null && uri.startsWith(PACKET)) {
      packetLinks.push(decodeURIComponent(uri.slice(PACKET.length)));
      return `{p${packetLinks.length - 1}}`;
    }
    return isWebAddress(uri) ? `/A<</S/URI/URI${hexUri(uri)}>>` : null;
  }
  const destination = kind === 'GoTo' && action ? valueIn(action, 'D') : valueIn(dict, 'Dest');
  const found = resolve(destination);
  return found && `/Dest[{${found.page + 1}} ${found.view}]`;
}

/** ISO 32000-1, 12.6.4.7: an address is written in ASCII. */
function hexUri(uri: string): string {
  const ascii = /^[\x20-\x7e]*$/.test(uri) ? uri : encodeURI(uri);
  return `<${Buffer.from(ascii, 'latin1').toString('hex')}>`;
}
