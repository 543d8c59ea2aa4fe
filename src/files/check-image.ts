/** Whether a picture is whole: its parts follow each other to the end, with the right checksums where it has them. Pure. */
import { crc32 } from 'node:zlib';

/** PNG (ISO/IEC 15948): chunks with checksums, IHDR first, some IDAT, and IEND. @param bytes with the signature */
export function isWholePng(bytes: Buffer): boolean {
  let at = 8;
  let hasData = false;
  while (at + 12 <= bytes.length) {
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
  let at = 2;
  // Segments have a length each, up to the first scan; small pictures inside them end like the picture itself and are skipped.
  while (at + 4 <= bytes.length) {
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

/** Follows the directories of a TIFF; the strips that they name must lie within the file. */
export function isWholeTiff(bytes: Buffer): boolean {
  const little = bytes[0] === 0x49;
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const seen = new Set<number>();
  try {
    for (let at = u32(4); at !== 0; ) {
      if (seen.has(at)) return false;
      seen.add(at);
      const count = u16(at);
      for (let entry = 0; entry < count; entry++) u32(at + 2 + entry * 12 + 8);
      at = u32(at + 2 + count * 12);
    }
  } catch {
    return false;
  }
  return seen.size > 0;
}

/** WebP (RFC 9649): the container says how long it is. @param bytes with the signature */
export const isWholeWebp = (bytes: Buffer): boolean => bytes.length >= 20 && bytes.readUInt32LE(4) + 8 <= bytes.length;

/** HEIC (ISO/IEC 14496-12): boxes follow each other to the end, what describes the picture and its data among them. */
export function isWholeHeic(bytes: Buffer): boolean {
  const found = new Set<string>();
  let at = 0;
  while (at + 8 <= bytes.length) {
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
