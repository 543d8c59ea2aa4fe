/** Takes out what lies on layers that a reader does not show (optional content, ISO 32000-1, 8.11). */
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, type PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { type Operation, scanContent } from './content-scan.ts';
import { arrayIn, dictIn, membersOf, name, nameIn, nameOf, valueIn } from './objects.ts';
import { contentBytes } from './page-content.ts';
import type { Page } from './page-tree.ts';
import { decodedBytes, Undecodable } from './stream-bytes.ts';
import type { Tally } from './tally.ts';

const DEEPEST = 50;

/** Counts the layers that are off, and empties what belongs to them: marked content, forms, images, annotations. */
export function hideLayers(doc: PDFDocument, pages: Page[], tally: Tally): void {
  const off = layersOff(doc);
  if (off.size === 0) return;
  tally.add('pdf-hidden-layers', off.size);
  const hidden = (content: PDFObject | undefined) => isHidden(content, off, 0);
  const done = new Map<PDFObject, PDFRef | null>();
  pages.forEach((page, i) => {
    hideAnnotations(page, hidden);
    hideIn(page.resources, hidden, done);
    const bytes = contentBytes(page, i + 1);
    const kept = withoutHidden(bytes, page.resources, hidden);
    if (kept !== null) page.dict.set(name('Contents'), doc.context.register(doc.context.flateStream(kept)));
  });
}

/** The groups that the default configuration turns off. */
function layersOff(doc: PDFDocument): Set<PDFObject> {
  const properties = dictIn(doc.catalog, 'OCProperties');
  const config = properties && dictIn(properties, 'D');
  if (properties === undefined || config === undefined) return new Set();
  const all = membersOf(arrayIn(properties, 'OCGs'));
  const off = new Set(nameIn(config, 'BaseState') === 'OFF' ? all : []);
  for (const group of membersOf(arrayIn(config, 'ON'))) off.delete(group);
  for (const group of membersOf(arrayIn(config, 'OFF'))) off.add(group);
  return off;
}

function isHidden(content: PDFObject | undefined, off: Set<PDFObject>, depth: number): boolean {
  if (!(content instanceof PDFDict) || depth > DEEPEST) return false;
  if (nameIn(content, 'Type') !== 'OCMD') return off.has(content);
  const expression = arrayIn(content, 'VE');
  if (expression !== undefined) return !evaluate(expression, off, 0);
  const groups = valueIn(content, 'OCGs');
  const members = groups instanceof PDFArray ? membersOf(groups) : groups ? [groups] : [];
  if (members.length === 0) return false;
  const shown = members.map((group) => !off.has(group));
  const policy = nameIn(content, 'P') ?? 'AnyOn';
  if (policy === 'AllOn') return !shown.every(Boolean);
  if (policy === 'AnyOff') return shown.every(Boolean);
  if (policy === 'AllOff') return shown.some(Boolean);
  return !shown.some(Boolean);
}

/** Whether a visibility expression shows its content. */
function evaluate(expression: PDFArray, off: Set<PDFObject>, depth: number): boolean {
  const [operator, ...operands] = membersOf(expression);
  const values = operands.map((each) =>
    each instanceof PDFArray && depth < DEEPEST ? evaluate(each, off, depth + 1) : !off.has(each),
  );
  if (nameOf(operator) === 'Not') return !(values[0] ?? false);
  return nameOf(operator) === 'Or' ? values.some(Boolean) : values.every(Boolean);
}

function hideAnnotations(page: Page, hidden: (content: PDFObject | undefined) => boolean): void {
  const all = arrayIn(page.dict, 'Annots');
  if (all === undefined) return;
  const kept = all.asArray().filter((_, i) => {
    const annotation = all.lookup(i);
    return !(annotation instanceof PDFDict && hidden(valueIn(annotation, 'OC')));
  });
  page.dict.set(name('Annots'), page.dict.context.obj(kept));
}

/** Deeper than forms are drawn within forms. */
const DEEPEST_FORM = 500;

/**
 * Forms and images that belong to a hidden layer become empty forms; those that stay are searched for hidden content.
 * @param done the resources that have been seen, and what stands for each form: another form, or null for itself
 */
function hideIn(
  resources: PDFDict | undefined,
  hidden: (content: PDFObject | undefined) => boolean,
  done: Map<PDFObject, PDFRef | null>,
  depth = 0,
): void {
  const drawn = resources && dictIn(resources, 'XObject');
  if (resources === undefined || drawn === undefined || done.has(drawn) || depth > DEEPEST_FORM) return;
  done.set(drawn, null);
  const { context } = resources;
  for (const [key, value] of drawn.entries()) {
    const stream = context.lookup(value);
    if (!(stream instanceof PDFStream)) continue;
    if (hidden(valueIn(stream.dict, 'OC'))) {
      drawn.set(key, context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0] })));
      continue;
    }
    if (nameIn(stream.dict, 'Subtype') !== 'Form') continue;
    let instead = done.get(stream);
    if (instead === undefined) {
      done.set(stream, null);
      const own = dictIn(stream.dict, 'Resources') ?? resources;
      hideIn(own, hidden, done, depth + 1);
      instead = formWithoutHidden(stream, own, hidden);
      done.set(stream, instead);
    }
    if (instead !== null) drawn.set(key, instead);
  }
}

/** A copy of the form without what is hidden, or null where nothing is. */
function formWithoutHidden(
  stream: PDFStream,
  resources: PDFDict,
  hidden: (content: PDFObject | undefined) => boolean,
): PDFRef | null {
  const { context } = resources;
  const kept = withoutHidden(formBytes(stream), resources, hidden);
  if (kept === null) return null;
  const copy = stream.dict.clone(context);
  for (const entry of ['Filter', 'DecodeParms', 'Length']) copy.delete(name(entry));
  const entries = Object.fromEntries(copy.entries().map(([each, found]) => [each.decodeText(), found]));
  return context.register(context.flateStream(kept, entries));
}

function formBytes(stream: PDFStream): Uint8Array {
  try {
    return decodedBytes(stream);
  } catch (error) {
    if (error instanceof Undecodable) return new Uint8Array();
    throw error;
  }
}

/** Operators that put something on the page, with what keeps the state as it was: a path ends, a line is moved. */
const PAINTS: Record<string, string> = {
  ...Object.fromEntries(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's'].map((each) => [each, 'n'])),
  ...Object.fromEntries(['Tj', 'TJ', 'Do', 'sh', 'BI'].map((each) => [each, ''])),
  "'": 'T*',
  '"': 'T*',
};

/** The content without what is painted between the marks of a hidden layer, or null where nothing is hidden. */
function withoutHidden(
  bytes: Uint8Array,
  resources: PDFDict | undefined,
  hidden: (content: PDFObject | undefined) => boolean,
): Uint8Array | null {
  const properties = resources && dictIn(resources, 'Properties');
  if (properties === undefined) return null;
  const parts: Uint8Array[] = [];
  const marks: boolean[] = [];
  let copied = 0;
  scanContent(bytes, ({ operator, operands, start, end }: Operation) => {
    if (operator === 'BMC') marks.push(false);
    else if (operator === 'BDC') {
      const [tag, property] = operands.map((each) =>
        Buffer.from(bytes.subarray(each.start, each.end)).toString('latin1'),
      );
      const group =
        tag === '/OC' && property?.startsWith('/') ? properties.get(PDFName.of(property.slice(1))) : undefined;
      marks.push(hidden(properties.context.lookup(group)));
    } else if (operator === 'EMC') marks.pop();
    const instead = marks.includes(true) ? PAINTS[operator] : undefined;
    if (instead === undefined) return;
    parts.push(bytes.subarray(copied, start), Buffer.from(` ${instead} `));
    copied = end;
  });
  if (copied === 0) return null;
  return Buffer.concat([...parts, bytes.subarray(copied)]);
}
