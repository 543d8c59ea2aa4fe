/** Writes an XML part anew without what a set of rules leaves out. Nothing outside the text is ever read: no DTD, no entity. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { RenditionFailed } from '../../note.ts';
import { OFFICE_LIMITS, tooLarge } from './limits.ts';

export interface Attribute {
  /** As written, with its prefix. */
  name: string;
  local: string;
  value: string;
}

export interface Element {
  /** As written, with its prefix; a rule may change it. */
  name: string;
  local: string;
  uri: string;
  attributes: Attribute[];
  parent: Element | null;
  /** Where its start tag is in what is written. */
  start: number;
  /** What rules note of it. */
  flags: Record<string, boolean | number | string>;
}

/** What is done with an element: written; left out with all that is in it; or its content written without its tags. */
export type Fate = 'keep' | 'drop' | 'unwrap';

/** What is written, in pieces. */
export class Written {
  pieces: string[] = [];
  get length(): number {
    return this.pieces.length;
  }
  add(piece: string): void {
    this.pieces.push(piece);
  }
  /** Takes back everything from a place on. @returns it */
  cut(from: number): string[] {
    return this.pieces.splice(from);
  }
  insert(at: number, pieces: readonly string[]): void {
    this.pieces.splice(at, 0, ...pieces);
  }
}

export interface Rules {
  /** Called with each element that is not within one left out. */
  open?(element: Element, written: Written): Fate;
  /** Called before the end tag is written. */
  closing?(element: Element, written: Written): void;
  /** Called after it. */
  closed?(element: Element, written: Written): void;
  /** @returns the text that is written */
  text?(text: string, parent: Element | null): string;
}

/** The attribute of that name without its prefix. */
export const attribute = ({ attributes }: Element, local: string): string | undefined =>
  attributes.find((each) => each.local === local)?.value;

/** XML Schema's true: Office writes "1", LibreOffice "true". */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The nearest element around this one with one of these names. */
export function ancestor(element: Element, ...locals: string[]): Element | null {
  for (let each = element.parent; each !== null; each = each.parent) if (locals.includes(each.local)) return each;
  return null;
}

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const escapeAttribute = (text: string) =>
  escapeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');

const startTag = ({ name, attributes }: Element): string =>
  `<${name}${attributes.map((each) => ` ${each.name}="${escapeAttribute(each.value)}"`).join('')}>`;

const elementOf = (tag: SaxesTagNS, parent: Element | null, start: number): Element => ({
  name: tag.name,
  local: tag.local,
  uri: tag.uri,
  attributes: Object.values(tag.attributes).map(({ name, local, value }) => ({ name, local, value })),
  parent,
  start,
  flags: {},
});

/** Office files are UTF-8, or UTF-16 with a mark. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes).swap16().toString('utf16le');
  return bytes.toString('utf8');
}

/**
 * @returns the part in UTF-8
 * @throws RenditionFailed `office-broken` where it is not well formed or has a DTD, `office-too-large` where it is nested too deep
 */
export function rewriteXml(bytes: Buffer, rules: Rules): Buffer {
  const written = new Written();
  written.add('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n');
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  let leftOut = 0;
  let current: Element | null = null;
  const unwrapped = new Set<Element>();
  parser.on('doctype', () => {
    throw new RenditionFailed('office-broken');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (++depth > OFFICE_LIMITS.depth) tooLarge('depth');
    if (leftOut > 0) {
      leftOut++;
      return;
    }
    const element = elementOf(tag, current, written.length);
    const fate = rules.open?.(element, written) ?? 'keep';
    if (fate === 'drop') {
      leftOut = 1;
      return;
    }
    element.start = written.length;
    if (fate === 'keep') written.add(startTag(element));
    else unwrapped.add(element);
    current = element;
  });
  parser.on('closetag', () => {
    depth--;
    if (leftOut > 0) {
      leftOut--;
      return;
    }
    const element = current as Element;
    rules.closing?.(element, written);
    if (!unwrapped.delete(element)) written.add(`</${element.name}>`);
    rules.closed?.(element, written);
    current = element.parent;
  });
  const onText = (text: string) => {
    if (leftOut === 0 && current !== null) written.add(escapeText(rules.text?.(text, current) ?? text));
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  try {
    parser.write(decoded(bytes)).close();
  } catch (error) {
    if (error instanceof RenditionFailed) throw error;
    throw new RenditionFailed('office-broken', {}, error);
  }
  return Buffer.from(written.pieces.join(''));
}
