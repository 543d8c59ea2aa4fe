/** Writes objects one after the other into a PDF file: streams as they come, the rest in compressed object streams at the end. */
import { createHash } from 'node:crypto';
import { compress, createObjectStreams } from './object-streams.ts';

/** The mark after the header says that the file is binary (ISO 32000-1, 7.5.2). */
const HEADER = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');

export interface ObjectFile {
  /** Notes that the object begins here; the caller hands on what these functions return, in order. */
  header(): Buffer;
  streamStart(number: number, dictionary: string): Buffer;
  streamEnd(): Buffer;
  /** Counts bytes of a stream that are handed on. */
  passed(length: number): void;
  /** An object that is no stream: packed with others, compressed in the background, written by `flush`. */
  put(number: number, text: string): void;
  /** What the file's identifier depends on beside what `put` and `streamStart` are given. */
  identify(text: string): void;
  /** The object streams that are full. */
  flush(): AsyncGenerator<Buffer>;
  /** What is left, the cross-reference stream and the trailer. */
  end(trailer: { root: number; info: number }): AsyncGenerator<Buffer>;
}

/** @param numbers of the objects that the file needs for itself, and the highest of all */
export function createObjectFile({ next, count }: { next(): number; count(): number }): ObjectFile {
  const hash = createHash('sha256');
  const offsets = new Map<number, number>();
  const { put, pack, take, places } = createObjectStreams(next, (body) => hash.update(body));
  let at = 0;

  const passed = (length: number) => {
    at += length;
  };
  const given = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'latin1');
    at += bytes.length;
    return bytes;
  };
  const streamStart = (number: number, dictionary: string): Buffer => {
    offsets.set(number, at);
    hash.update(`${number} ${dictionary}`);
    return given(`${number} 0 obj\n${dictionary}\nstream\n`);
  };
  const streamEnd = () => given('\nendstream\nendobj\n');

  async function* flush(): AsyncGenerator<Buffer> {
    for (const { number, dictionary, bytes } of take()) yield* packed(number, dictionary, await bytes);
  }

  function* packed(number: number, dictionary: string, bytes: Buffer): Generator<Buffer> {
    offsets.set(number, at);
    yield given(`${number} 0 obj\n<<${dictionary}/Filter/FlateDecode/Length ${bytes.length}>>\nstream\n`);
    passed(bytes.length);
    yield bytes;
    yield streamEnd();
  }

  async function* end({ root, info }: { root: number; info: number }): AsyncGenerator<Buffer> {
    pack();
    yield* flush();
    const number = next();
    const start = at;
    offsets.set(number, start);
    const id = hash.digest('hex').slice(0, 32);
    const table = await compress(crossReferences(count(), offsets, places));
    const trailer = `/Root ${root} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]`;
    yield* packed(number, `/Type/XRef/Size ${count() + 1}/W[1 5 2]${trailer}`, table);
    yield given(`startxref\n${start}\n%%EOF\n`);
  }

  return {
    header() {
      passed(HEADER.length);
      return HEADER;
    },
    streamStart,
    streamEnd,
    passed,
    put,
    identify: (text) => hash.update(text),
    flush,
    end,
  };
}

/** ISO 32000-1, 7.5.8.3: one entry of 1, 5 and 2 bytes for each number from 0. Numbers without an object are free. */
function crossReferences(count: number, offsets: Map<number, number>, inStream: Map<number, [number, number]>): Buffer {
  const width = 8;
  const table = Buffer.alloc((count + 1) * width);
  table.writeUInt16BE(0xffff, 6);
  for (let number = 1; number <= count; number += 1) {
    const at = number * width;
    const offset = offsets.get(number);
    const packed = inStream.get(number);
    if (packed !== undefined) {
      table[at] = 2;
      table.writeUIntBE(packed[0], at + 1, 5);
      table.writeUInt16BE(packed[1], at + 6);
    } else if (offset !== undefined) {
      table[at] = 1;
      table.writeUIntBE(offset, at + 1, 5);
    }
  }
  return table;
}
