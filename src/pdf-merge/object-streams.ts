/** Packs objects that are no streams into object streams (ISO 32000-1, 7.5.7), compressed in the background. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

export const compress = promisify(deflate);

/** The standard sets no bound; readers open a whole object stream to get one object. */
const OBJECTS_PER_STREAM = 200;

interface Block {
  number: number;
  dictionary: string;
  bytes: Promise<Buffer>;
}

export interface ObjectStreams {
  put(number: number, text: string): void;
  /** Packs what has been put, full or not. */
  pack(): void;
  /** What has been packed since the last time. */
  take(): Block[];
  /** The stream that each object is in, and its place there. */
  places: Map<number, [number, number]>;
}

/**
 * @param next the number of the next object stream
 * @param packed is given each stream before it is compressed
 */
export function createObjectStreams(next: () => number, packed: (body: Buffer) => void): ObjectStreams {
  const places: ObjectStreams['places'] = new Map();
  let texts: [number, string][] = [];
  let blocks: Block[] = [];

  function pack(): void {
    if (texts.length === 0) return;
    const number = next();
    let length = 0;
    const offsets = texts.map(([each, text], i) => {
      places.set(each, [number, i]);
      const offset = `${each} ${length}`;
      length += text.length + 1;
      return offset;
    });
    const head = `${offsets.join(' ')}\n`;
    const body = Buffer.from(`${head}${texts.map(([, text]) => text).join('\n')}\n`, 'latin1');
    packed(body);
    const dictionary = `/Type/ObjStm/N ${texts.length}/First ${head.length}`;
    blocks.push({ number, dictionary, bytes: compress(body) });
    texts = [];
  }

  return {
    put(number, text) {
      texts.push([number, text]);
      if (texts.length === OBJECTS_PER_STREAM) pack();
    },
    pack,
    take() {
      const taken = blocks;
      blocks = [];
      return taken;
    },
    places,
  };
}
