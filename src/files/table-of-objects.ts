/**
 * Where the objects of a PDF are, found by reading the file from its beginning to its end (ISO 32000-2, 7.5): for files whose own table is
 * a stream (7.5.8) that is not where the end says, or holds something else. Programs that show PDFs do the same. Pure.
 */
import { inflateSync } from 'node:zlib';

/** Where an object is: at a place in the file, or the n-th in a stream of objects (7.5.7). */
type Place = { at: number; generation: number } | { within: number; n: number };

export interface ObjectTable {
  /** By the objects' numbers. */
  places: Map<number, Place>;
  /** What the last table says of the whole file, each entry as it is written. */
  trailer: string;
}

/** More than any file has that people write. */
const MOST_OBJECTS = 1_000_000;
const MOST_UNPACKED = 200 * 1024 * 1024;

/** What the streams of objects of one file may still take together: bytes unpacked, and objects named. */
interface Left {
  bytes: number;
  objects: number;
}
const TRAILER_ENTRIES =
  /\/(?:Root|Info|Encrypt)\s+\d+\s+\d+\s+R\b|\/ID\s*\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\]/g;

interface Found {
  number: number;
  generation: number;
  at: number;
  /** What stands in front of its stream; null where it has none. */
  dictionary: string | null;
  /** Its stream, packed. */
  stream: Buffer;
}

/** @returns null where an object is cut off or cannot be read, or nothing says where the file begins: then something may be missing */
export function objectTableOf(bytes: Buffer): ObjectTable | null {
  // Places are counted from the header, which may have something in front of it.
  const begin = Math.max(0, bytes.subarray(0, 1_024).indexOf('%PDF-'));
  const places: ObjectTable['places'] = new Map();
  let trailer: string | null = null;
  const left: Left = { bytes: MOST_UNPACKED, objects: MOST_OBJECTS };
  const mayBeEncrypted = bytes.includes('/Encrypt');
  for (const found of objectsIn(bytes)) {
    if (found === null || found.number > MOST_OBJECTS) return null;
    const { number, generation, at, dictionary, stream } = found;
    // What is written again further on takes the place of what was there.
    places.set(number, { at: at - begin, generation });
    if (dictionary === null) continue;
    if (/\/Type\s*\/XRef\b/.test(dictionary)) {
      // The strings of an encrypted file say so in a dictionary that stands elsewhere.
      if (/\/Encrypt\s*<</.test(dictionary)) return null;
      if (/\/Root\b/.test(dictionary)) trailer = (dictionary.match(TRAILER_ENTRIES) ?? []).join(' ');
    } else if (/\/Type\s*\/ObjStm\b/.test(dictionary)) {
      const numbers = numbersIn(dictionary, stream, left);
      // Of an encrypted file no more has to be known than that it is one.
      if (numbers === null && !mayBeEncrypted) return null;
      for (const [n, each] of numbers?.entries() ?? []) places.set(each, { within: number, n });
    }
  }
  return trailer === null ? null : { places, trailer };
}

/** Each object in the order of the file; null for one that has no end. */
function* objectsIn(bytes: Buffer): Generator<Found | null> {
  const text = bytes.toString('latin1');
  const header = /(?<=^|[\s\0>])(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+obj\b/g;
  const ending = /\bendobj\b|\bstream\r?\n/g;
  for (let match = header.exec(text); match !== null; match = header.exec(text)) {
    ending.lastIndex = header.lastIndex;
    const end = ending.exec(text);
    if (end === null) return yield null;
    const object = { number: Number(match[1]), generation: Number(match[2]), at: match.index };
    if (end[0] === 'endobj') {
      header.lastIndex = ending.lastIndex;
      yield { ...object, dictionary: null, stream: Buffer.alloc(0) };
      continue;
    }
    const dictionary = text.slice(header.lastIndex, end.index);
    const close = endOfStream(text, ending.lastIndex, dictionary);
    if (close === null) return yield null;
    header.lastIndex = close;
    yield { ...object, dictionary, stream: bytes.subarray(ending.lastIndex, close) };
  }
}

/** Where a stream ends: as long as it says, or up to the word that ends it. */
function endOfStream(text: string, begin: number, dictionary: string): number | null {
  const [, length] = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary) ?? [];
  const said = begin + Number(length ?? Number.NaN);
  if (/^\s*endstream/.test(text.slice(said, said + 20))) return said;
  const found = text.indexOf('endstream', begin);
  return found === -1 ? null : found;
}

/** The numbers of the objects in a stream of objects; null where they cannot be read, or are more than are left. */
function numbersIn(dictionary: string, stream: Buffer, left: Left): number[] | null {
  const count = Number(/\/N\s+(\d+)/.exec(dictionary)?.[1]);
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1]);
  const unpacked = unpack(dictionary, stream, left.bytes);
  // Nobody knows how far one was unpacked that could not be: nothing is left then.
  left.bytes -= unpacked?.length ?? left.bytes;
  if (unpacked === null || !(count <= left.objects) || !(first <= unpacked.length)) return null;
  left.objects -= count;
  const said = unpacked
    .toString('latin1', 0, first)
    .trim()
    .split(/\s+/, 2 * count);
  const numbers = said.filter((_, at) => at % 2 === 0).map(Number);
  const areNumbers = numbers.every((each) => Number.isInteger(each) && each <= MOST_OBJECTS);
  return numbers.length === count && areNumbers ? numbers : null;
}

/** @param most bytes; two runs of spaces never stand beside each other in what is looked for: a long one would be tried in all ways */
function unpack(dictionary: string, stream: Buffer, most: number): Buffer | null {
  if (!/\/Filter\b/.test(dictionary)) return stream;
  if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode/.test(dictionary)) return null;
  if (/\/DecodeParms\s*(?:\[\s*)?<<\s*\//.test(dictionary)) return null;
  try {
    return inflateSync(stream, { maxOutputLength: most });
  } catch {
    return null;
  }
}

/** Bytes of an entry: its kind, a place or the number of a stream, a generation or the place in the stream. */
const WIDTHS = [1, 6, 4] as const;

/**
 * @param bytes a whole file
 * @returns what has to be put behind it for its objects to be found; null as `objectTableOf`
 */
export function tableBehind(bytes: Buffer): Buffer | null {
  const table = objectTableOf(bytes);
  if (table === null) return null;
  const { places, trailer } = table;
  const own = [...places.keys()].reduce((most, number) => Math.max(most, number), 0) + 1;
  const begin = Math.max(0, bytes.subarray(0, 1_024).indexOf('%PDF-'));
  const at = bytes.length + 1 - begin;
  places.set(own, { at, generation: 0 });
  const [kind, long, short] = WIDTHS;
  const row = kind + long + short;
  const rows = Buffer.alloc((own + 1) * row);
  for (const [number, place] of places) {
    const from = number * row;
    rows.writeUIntBE('at' in place ? 1 : 2, from, kind);
    rows.writeUIntBE('at' in place ? place.at : place.within, from + kind, long);
    rows.writeUIntBE('at' in place ? place.generation : place.n, from + kind + long, short);
  }
  const dictionary = `<< /Type /XRef /Size ${own + 1} /W [${WIDTHS.join(' ')}] ${trailer} /Length ${rows.length} >>`;
  return Buffer.concat([
    Buffer.from(`\n${own} 0 obj\n${dictionary}\nstream\n`, 'latin1'),
    rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${at}\n%%EOF\n`, 'latin1'),
  ]);
}
