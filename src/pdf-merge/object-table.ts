/** Numbers the objects that a fragment keeps and writes them as text; see fragment.ts for the form. */
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNull,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { isPostScript, shownBytes } from './image-bytes.ts';
import { dictOf, isString, nameIn } from './objects.ts';

/** What only leads out of the pages, or holds what no reader sees: a reference to one of these is written as null. */
const LEFT_OUT = new Set([
  'Catalog',
  'Pages',
  'Page',
  'Outlines',
  'StructTreeRoot',
  'StructElem',
  'Annot',
  'Filespec',
  'F',
  'EmbeddedFile',
  'Sig',
  'Metadata',
]);

/**
 * Entries of a stream that are no part of how it looks: metadata, private data of programs, data outside the file (`F`), other
 * versions of an image, content of another file (`Ref`), and keys of the old parent tree.
 */
const STREAM_ENTRIES_LEFT_OUT = new Set([
  'Length',
  'Metadata',
  'PieceInfo',
  'LastModified',
  'OPI',
  'AF',
  'Alternates',
  'Ref',
  'F',
  'FFilter',
  'FDecodeParms',
  'DL',
  'Measure',
  'PtData',
  'StructParent',
  'StructParents',
  'OC',
  'Name',
]);

type Indirect = PDFDict | PDFArray | PDFStream;

/** A stream with its number, its bytes in pieces. */
interface WrittenStream {
  number: number;
  pieces: Uint8Array[];
  length: number;
}

export interface ObjectTable {
  /** The object's number; it is written when its turn comes. */
  numberOf(object: Indirect): number;
  /** Whether it has a number already. */
  has(object: PDFObject): boolean;
  /** A number for an object whose text the caller writes. */
  reserve(object: PDFObject): number;
  /** Sets the text of a reserved number. */
  put(number: number, text: string): void;
  /** Adds an entry to a dictionary or stream that has been written. */
  addEntry(object: PDFObject, entry: string): void;
  /** The value as it stands inside another. */
  write(value: PDFObject | undefined): string;
  /** Writes all that waits. Call it before asking what is reachable. */
  writeWaiting(): void;
  /** All texts in the order of their numbers, and the streams among them. */
  finish(): { texts: string[]; streams: WrittenStream[] };
}

/** @param pages take the numbers from 1 */
export function createObjectTable(doc: PDFDocument, pages: PDFDict[]): ObjectTable {
  const numbers = new Map<PDFObject, number>();
  pages.forEach((page, i) => {
    if (!numbers.has(page)) numbers.set(page, i + 1);
  });
  const texts = new Map<number, string>();
  const waiting: Indirect[] = [];
  const streams: WrittenStream[] = [];
  let last = pages.length;

  function reserve(object: PDFObject): number {
    last += 1;
    numbers.set(object, last);
    return last;
  }
  function numberOf(object: Indirect): number {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    waiting.push(object);
    return reserve(object);
  }
  const { write, entries } = createWriter(
    doc,
    (object) => numbers.get(object) ?? (isLeftOut(object) ? null : numberOf(object)),
  );

  function writeWaiting(): void {
    for (let object = waiting.shift(); object !== undefined; object = waiting.shift()) {
      const number = numbers.get(object) as number;
      if (object instanceof PDFStream && isPostScript(object)) {
        streams.push({ number, pieces: [], length: 0 });
        texts.set(number, NOTHING);
      } else if (object instanceof PDFStream) {
        const pieces = shownBytes(object);
        const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
        streams.push({ number, pieces, length });
        texts.set(number, `<<${entries(object.dict, STREAM_ENTRIES_LEFT_OUT)}/Length ${length}>>`);
      } else texts.set(number, isLayer(object) ? LAYER : write(object));
    }
  }

  return {
    numberOf,
    has: (object) => numbers.has(object),
    reserve,
    put: (number, text) => texts.set(number, text),
    addEntry(object, entry) {
      const number = numbers.get(object);
      const text = number === undefined ? undefined : texts.get(number);
      if (number === undefined || !text?.endsWith('>>')) return;
      texts.set(number, `${text.slice(0, -2)}${entry}>>`);
    },
    write,
    writeWaiting,
    finish() {
      writeWaiting();
      const ordered = Array.from({ length: last - pages.length }, (_, i) => texts.get(pages.length + 1 + i) ?? 'null');
      return { texts: ordered, streams: streams.sort((one, other) => one.number - other.number) };
    },
  };
}

/** @param referTo the number of what a reference leads to, or null where it leads to nothing that is kept */
function createWriter(doc: PDFDocument, referTo: (object: Indirect) => number | null) {
  function write(value: PDFObject | undefined): string {
    if (value === undefined || value === PDFNull) return 'null';
    if (value instanceof PDFRef) return reference(doc.context.lookup(value));
    if (value instanceof PDFString || value instanceof PDFHexString) return hexString(value);
    if (value instanceof PDFArray) return `[${value.asArray().map(write).join(' ')}]`;
    if (value instanceof PDFDict) return `<<${entries(value)}>>`;
    return value.toString();
  }

  /** Numbers, names and the like are written where they stand: they need no object of their own. */
  function reference(object: PDFObject | undefined): string {
    if (!isIndirect(object)) return write(object);
    const number = referTo(object);
    return number === null ? 'null' : `{${number}}`;
  }

  function entries(dict: PDFDict, leftOut?: Set<string>): string {
    let text = '';
    for (const [key, value] of dict.entries()) {
      if (!leftOut?.has(key.decodeText())) text += `${key.toString()} ${write(value)}`;
    }
    return text;
  }
  return { write, entries };
}

function isIndirect(object: PDFObject | undefined): object is Indirect {
  return object instanceof PDFDict || object instanceof PDFArray || object instanceof PDFStream;
}

/** What is drawn in the place of what no reader draws. */
const NOTHING = '<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Length 0>>';

/** A layer, or several: hidden ones have been taken out, and a name says nothing to readers where none can be switched. */
const LAYER = '<</Type/OCG/Name()>>';

function isLayer(object: Indirect): boolean {
  const type = object instanceof PDFDict ? nameIn(object, 'Type') : undefined;
  return type === 'OCG' || type === 'OCMD';
}

function isLeftOut(object: Indirect): boolean {
  const dict = dictOf(object);
  const type = dict && nameIn(dict, 'Type');
  return type !== undefined && LEFT_OUT.has(type);
}

/** A string in hexadecimal; `{i}` may be put before its digits. */
export function hexString(value: PDFString | PDFHexString): string {
  return `<${hexDigits(value)}>`;
}

export function hexDigits(value: PDFString | PDFHexString): string {
  return Buffer.from(value.asBytes()).toString('hex');
}

/** The entry where the dictionary has it and it is a string. */
export function stringEntry(dict: PDFDict, key: string): string {
  const value = dict.lookup(PDFName.of(key));
  return isString(value) ? `/${key}${hexString(value)}` : '';
}
