/**
 * Whether a picture is whole: its parts follow each other to the end, with the right checksums where it has them. Each reader goes through
 * the file once, and throws Refusal `file-too-heavy` (422) at more parts than any file has that a camera, a scanner or a program writes.
 */
import { crc32 } from 'node:zlib';
import { tooHeavy } from './too-heavy.ts';

export const MOST_PARTS = {
  /** Of a PNG; libpng puts 8 kB into each. */
  chunks: 100_000,
  /** Of a JPEG, up to its first scan, with the bytes that fill the gaps. */
  segments: 10_000,
  /** Of a TIFF: its pages, and smaller pictures of them. */
  directories: 2_000,
  /** Of one directory of a TIFF. */
  entries: 4_096,
  /** Of a HEIC, outside of each other. */
  boxes: 10_000,
} as const;

/** @returns to be called for each part @throws Refusal `file-too-heavy` (422) at one more than `most` */
function counting(most: number): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > most) throw tooHeavy('parts');
  };
}

/** PNG (ISO/IEC 15948): chunks with checksums, IHDR first, some IDAT, and IEND. @param bytes with the signature */
export function isWholePng(bytes: Buffer): boolean {
  const countChunk = counting(MOST_PARTS.chunks);
  let at = 8;
  let hasData = false;
  while (at + 12 <= bytes.length) {
    countChunk();
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return false;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return false;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at === 8 && type !== 'IHDR') return false;
    hasData ||= type === 'IDAT';
    if (type === 'IEND') return hasData;
    at = end;
  }
  return false;
}

const START_OF_SCAN = 0xda;

/** JPEG (ITU-T T.81): segments up to the first scan, and an end-of-image mark behind it. @param bytes with the signature */
export function isWholeJpeg(bytes: Buffer): boolean {
  const countSegment = counting(MOST_PARTS.segments);
  let at = 2;
  // Segments have a length each, up to the first scan; small pictures inside them end like the picture itself and are skipped.
  while (at + 4 <= bytes.length) {
    countSegment();
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return false;
    at += 2 + length;
    if (marker === START_OF_SCAN) return bytes.indexOf(Buffer.from([0xff, 0xd9]), at) !== -1;
  }
  return false;
}

/** TIFF 6.0: each directory names the next one; all lie within the file, and no two share a byte. @param bytes with the signature */
export function isWholeTiff(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const little = bytes[0] === 0x49;
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const countDirectory = counting(MOST_PARTS.directories);
  const ends = new Map<number, number>();
  for (let at = u32(4); at !== 0; ) {
    countDirectory();
    if (ends.has(at) || at + 2 > bytes.length) return false;
    const entries = u16(at);
    if (entries > MOST_PARTS.entries) throw tooHeavy('parts');
    const next = at + 2 + entries * 12;
    if (next + 4 > bytes.length) return false;
    ends.set(at, next + 4);
    at = u32(next);
  }
  const inOrder = [...ends].toSorted(([one], [other]) => one - other);
  return inOrder.length > 0 && inOrder.every(([at], n) => at >= (inOrder[n - 1]?.[1] ?? 8));
}

/** WebP (RFC 9649): the container says how long it is. @param bytes with the signature */
export const isWholeWebp = (bytes: Buffer): boolean => bytes.length >= 20 && bytes.readUInt32LE(4) + 8 <= bytes.length;

/** HEIC (ISO/IEC 14496-12): boxes follow each other to the end, what describes the picture and its data among them. */
export function isWholeHeic(bytes: Buffer): boolean {
  const countBox = counting(MOST_PARTS.boxes);
  const found = new Set<string>();
  let at = 0;
  while (at + 8 <= bytes.length) {
    countBox();
    const short = bytes.readUInt32BE(at);
    if (short === 1 && at + 16 > bytes.length) return false;
    // 0: to the end of the file; 1: the length is behind the name, in eight bytes.
    const length = short === 0 ? bytes.length - at : short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (length < 8 || at + length > bytes.length) return false;
    found.add(bytes.toString('latin1', at + 4, at + 8));
    at += length;
  }
  return at === bytes.length && found.has('meta') && found.has('mdat');
}
