/** What a page's content does: how it leaves the graphics state, which resources it names, whether it shows text. */
import { PDFArray, type PDFDict, type PDFObject, PDFStream } from '@cantoo/pdf-lib';
import { RenditionFailed } from '#src/renditions/note.ts';
import { type Operation, scanContent } from './content-scan.ts';
import { membersOf, name, valueIn } from './objects.ts';
import type { Page } from './page-tree.ts';
import { decodedBytes, Undecodable } from './stream-bytes.ts';

export interface Content {
  /** How many states the content restores that it has not saved. */
  underflow: number;
  /** What closes a token, text object, marked content and saved states that the content leaves open. */
  closing: string;
  /** Whether it shows text: any non-empty string shown, invisible text of a recognised scan included, in forms that it draws too. */
  text: boolean;
  /** The resources that it names: the kind, a slash and the name as it is looked up. */
  uses: Set<string>;
  /** The highest marked-content identifier, or -1. */
  lastMarked: number;
}

/** The streams of the page's content in order. @throws RenditionFailed `pdf-broken-content` (`page`) where one is missing */
export function contentStreams(page: Page, number: number): PDFStream[] {
  const contents = valueIn(page.dict, 'Contents');
  if (contents === undefined) return [];
  const members = contents instanceof PDFArray ? membersOf(contents) : [contents];
  const asked = contents instanceof PDFArray ? contents.size() : 1;
  const streams = members.filter((member) => member instanceof PDFStream);
  if (streams.length !== asked) throw new RenditionFailed('pdf-broken-content', { page: number });
  return streams;
}

/** The page's content decoded, its streams joined by line breaks as readers join them. @throws RenditionFailed `pdf-broken-content` (`page`) */
export function contentBytes(page: Page, number: number): Uint8Array {
  try {
    const parts = contentStreams(page, number).map(decodedBytes);
    return parts.length === 1 && parts[0]
      ? parts[0]
      : Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
  } catch (error) {
    if (error instanceof Undecodable) throw new RenditionFailed('pdf-broken-content', { page: number }, error);
    throw error;
  }
}

/** What has been read of a page, as long as its content is the same: measuring and rewriting ask one after the other. */
const read = new WeakMap<PDFDict, { contents: PDFObject | undefined; content: Content }>();

/** @param number of the page, from 1, for the error. @throws RenditionFailed `pdf-broken-content` (`page`) */
export function readContent(page: Page, number: number): Content {
  const contents = page.dict.get(name('Contents'));
  const known = read.get(page.dict);
  if (known !== undefined && known.contents === contents) return known.content;
  const content = readOperators(contentBytes(page, number));
  read.set(page.dict, { contents, content });
  return content;
}

/** The same of any content, without following what it draws. */
export function readOperators(bytes: Uint8Array): Content {
  let depth = 0;
  let lowest = 0;
  let inText = false;
  let marked = 0;
  let text = false;
  let lastMarked = -1;
  const uses = new Set<string>();
  const latin = (operand: { start: number; end: number }) =>
    Buffer.from(bytes.buffer, bytes.byteOffset + operand.start, operand.end - operand.start).toString('latin1');

  const open = scanContent(bytes, ({ operator, operands, start, end }: Operation) => {
    const kind = USES[operator];
    const used = operands.at(-1);
    if (kind !== undefined && used?.kind === '/') uses.add(`${kind}/${decodedName(latin(used))}`);
    switch (operator) {
      case 'q':
        depth += 1;
        break;
      case 'Q':
        depth -= 1;
        lowest = Math.min(lowest, depth);
        break;
      case 'Tf':
        if (operands[0]?.kind === '/') uses.add(`Font/${decodedName(latin(operands[0]))}`);
        break;
      case 'BI':
        // The color space of an image in the content may be one of the page's.
        for (const space of latin({ start, end: Math.min(end, start + 1_000) }).matchAll(
          /\/CS\s*\/([^\s/[\]<>()]+)/g,
        )) {
          uses.add(`ColorSpace/${nameOfBytes(space[1] ?? '')}`);
        }
        break;
      case 'BT':
        inText = true;
        break;
      case 'ET':
        inText = false;
        break;
      case 'BDC': {
        marked += 1;
        const found = operands[1] && /\/MCID\s+(\d+)/.exec(latin(operands[1]));
        if (found) lastMarked = Math.max(lastMarked, Number(found[1]));
        break;
      }
      case 'BMC':
        marked += 1;
        break;
      case 'EMC':
        marked = Math.max(0, marked - 1);
        break;
      case 'Tj':
      case 'TJ':
      case "'":
      case '"':
        text ||= operands.some((operand) => showsCharacters(bytes, operand));
        break;
    }
  });
  const closing = `${open}${inText ? ' ET' : ''}${' EMC'.repeat(marked)}${' Q'.repeat(depth - lowest)}`;
  return { underflow: -lowest, closing, text, uses, lastMarked };
}

/** The kind of resource that an operator's last operand names. */
const USES: Record<string, string> = {
  Do: 'XObject',
  gs: 'ExtGState',
  cs: 'ColorSpace',
  CS: 'ColorSpace',
  scn: 'Pattern',
  SCN: 'Pattern',
  sh: 'Shading',
  BDC: 'Properties',
  DP: 'Properties',
};

const decodedName = (written: string) => nameOfBytes(written.slice(1));
const nameOfBytes = (text: string) =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** A string with something in it, or an array that holds one. */
function showsCharacters(bytes: Uint8Array, { kind, start, end }: Operation['operands'][number]): boolean {
  if (kind === '(' || kind === '<') return end - start > 2;
  if (kind !== '[') return false;
  for (let at = start; at + 1 < end; at += 1) {
    if (bytes[at] === 0x28 && bytes[at + 1] !== 0x29) return true;
    if (bytes[at] === 0x3c && bytes[at + 1] !== 0x3e) return true;
  }
  return false;
}
