/** Writes objects one after the other into a PDF file: streams as they come, the rest in compressed object streams at the end. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const compress = promisify(deflate);

/** ISO 32000-1, 7.5.7 sets no bound; readers open a whole object stream to get one object. */
const OBJECTS_PER_STREAM = 200;
/** The mark after the header says that the file is binary (ISO 32000-1, 7.5.2). */
const HEADER = Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1');

export interface ObjectFile {
  /** Notes that the object begins here; the caller hands on what these functions return, in order. */
  header(): Buffer;
  streamStart(number: number, dictionary: string): Buffer;
  streamEnd(): Buffer;
  /** Counts bytes of a stream that are handed on. */
  passed(length: number): void;
  /** An object that is no stream: written at the end. */
  put(number: number, text: string): void;
  /** What the file's identifier depends on beside what `put` and `streamStart` are given. */
  identify(text: string): void;
  /** The object streams, the cross-reference stream and the trailer. */
  end(trailer: { root: number; info: number; next(): number; count(): number }): AsyncGenerator<Buffer>;
}

export function createObjectFile(): ObjectFile {
  const hash = createHash('sha256');
  const offsets = new Map<number, number>();
  const texts: [number, string][] = [];
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

  async function* end({ root, info, next, count }: Parameters<ObjectFile['end']>[0]): AsyncGenerator<Buffer> {
    const inStream = new Map<number, [number, number]>();
    const blocks: { number: number; first: number; size: number; bytes: Promise<Buffer> }[] = [];
    for (let from = 0; from < texts.length; from += OBJECTS_PER_STREAM) {
      const block = texts.slice(from, from + OBJECTS_PER_STREAM);
      const number = next();
      let length = 0;
      const places = block.map(([each, text], i) => {
        inStream.set(each, [number, i]);
        const place = `${each} ${length}`;
        length += text.length + 1;
        return place;
      });
      const head = `${places.join(' ')}\n`;
      const body = `${head}${block.map(([, text]) => text).join('\n')}\n`;
      hash.update(body);
      blocks.push({ number, first: head.length, size: block.length, bytes: compress(Buffer.from(body, 'latin1')) });
    }
    for (const { number, first, size, bytes } of blocks) {
      const packed = await bytes;
      offsets.set(number, at);
      const dictionary = `<</Type/ObjStm/N ${size}/First ${first}/Filter/FlateDecode/Length ${packed.length}>>`;
      yield given(`${number} 0 obj\n${dictionary}\nstream\n`);
      passed(packed.length);
      yield packed;
      yield streamEnd();
    }
    const number = next();
    const start = at;
    offsets.set(number, start);
    const id = hash.digest('hex').slice(0, 32);
    const table = await compress(crossReferences(count(), offsets, inStream));
    yield given(
      `${number} 0 obj\n<</Type/XRef/Size ${count() + 1}/W[1 5 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]` +
        `/Filter/FlateDecode/Length ${table.length}>>\nstream\n`,
    );
    passed(table.length);
    yield table;
    yield given(`\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
  }

  return {
    header: () => {
      at += HEADER.length;
      return HEADER;
    },
    streamStart,
    streamEnd,
    passed,
    put: (number, text) => texts.push([number, text]),
    identify: (text) => hash.update(text),
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
