/**
 * The bytes of an image in a PDF without what its camera or program noted in it: place, time, device, author, an earlier preview.
 * What is kept is kept in pieces, views of the bytes that came.
 */
import { PDFArray, type PDFStream } from '@cantoo/pdf-lib';
import { membersOf, nameIn, nameOf, storedBytes, valueIn } from './objects.ts';

/** ISO 32000-1, 8.8.2: a program for a printer, which no reader shows. */
export const isPostScript = ({ dict }: PDFStream): boolean =>
  nameIn(dict, 'Subtype') === 'PS' || nameIn(dict, 'Subtype2') === 'PS';

/** @returns the bytes of any stream, in their order; those of other streams as they are */
export function shownBytes(stream: PDFStream): Uint8Array[] {
  const bytes = storedBytes(stream);
  const filter = valueIn(stream.dict, 'Filter');
  const names = filter instanceof PDFArray ? membersOf(filter).map(nameOf) : [nameOf(filter)];
  if (names.length !== 1) return [bytes];
  if (names[0] === 'DCTDecode' || names[0] === 'DCT') return jpegPieces(bytes);
  return names[0] === 'JPXDecode' ? jpeg2000Pieces(bytes) : [bytes];
}

/** ITU-T T.81, table B.1: markers of segments that hold no part of the picture. */
const [SOI, EOI, SOS, COM] = [0xd8, 0xd9, 0xda, 0xfe];
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
/** JFIF, and Adobe's, which says how the colours are meant. */
const KEPT = [0xe0, 0xee];
/** APP2 holds a colour profile, or other pictures. */
const PROFILE = { marker: 0xe2, name: 'ICC_PROFILE' };

/** One that is not read to its end stays as it is: whoever shows it knows what to make of it. */
function jpegPieces(bytes: Uint8Array): Uint8Array[] {
  const pieces = createPieces(bytes);
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return [bytes];
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return [bytes];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (end > bytes.length || end < at + 4) return [bytes];
    if (marker === SOS) return pieces.upTo(endOfScans(bytes, end));
    const isProfile = marker === PROFILE.marker && asciiAt(bytes, at + 4, PROFILE.name.length) === PROFILE.name;
    const isNote = marker === COM || (isApplication(marker) && !KEPT.includes(marker) && !isProfile);
    if (isNote) pieces.without(at, end);
    at = end;
  }
  return [bytes];
}

/** Where the picture ends: phones put films and other pictures behind it. */
function endOfScans(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === EOI) return at + 2;
  return bytes.length;
}

/** ISO/IEC 15444-1, I.7: boxes that hold XML, and those of programs' own. */
const NOTES = ['xml ', 'uuid', 'uinf'];

function jpeg2000Pieces(bytes: Uint8Array): Uint8Array[] {
  const pieces = createPieces(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at);
    // 0: to the end; 1: the length follows in eight bytes, and no note is as long.
    if (length < 8) break;
    if (at + length > bytes.length) return [bytes];
    if (NOTES.includes(asciiAt(bytes, at + 4, 4))) pieces.without(at, at + length);
    at += length;
  }
  return pieces.upTo(bytes.length);
}

const asciiAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** What is left of bytes when runs of them are taken out, in the order of the file. */
function createPieces(bytes: Uint8Array) {
  const pieces: Uint8Array[] = [];
  let from = 0;
  return {
    without(begin: number, end: number): void {
      if (begin > from) pieces.push(bytes.subarray(from, begin));
      from = end;
    },
    upTo(end: number): Uint8Array[] {
      return end > from ? [...pieces, bytes.subarray(from, end)] : pieces;
    },
  };
}
