/** What a new file has in common with one that is stored already. */
import { createHash } from 'node:crypto';
import type { Extent } from '#src/store/models/file.ts';
import { addExtent, LEAST_EXTENT } from './extents.ts';

export interface SharedFile {
  /** SHA-256 of the whole, in lower-case hexadecimal. */
  hash: string;
  /** Bytes of the whole. */
  size: number;
  /** The runs that lie in the other file; undefined where there are too few to be worth another look-up. */
  extents?: Extent[];
  /** The rest, in order. */
  own: readonly Uint8Array[];
}

/** What a file must have in common with the other, in bytes: a smaller one is read faster from one place. */
const LEAST_SHARED = 256 * 1024;

/**
 * @param pieces the new file's bytes, in order
 * @param other SHA-256 of a stored file, and its bytes: pieces that are views of these are taken to lie in that file
 */
export function shareBytes(pieces: readonly Uint8Array[], other: { hash: string; bytes: Uint8Array }): SharedFile {
  const hash = createHash('sha256');
  const extents: Extent[] = [];
  const own: Uint8Array[] = [];
  let [size, shared] = [0, 0];
  for (const piece of pieces) {
    hash.update(piece);
    const from = piece.byteOffset - other.bytes.byteOffset;
    if (piece.length >= LEAST_EXTENT && isWithin(piece, other.bytes)) {
      addExtent(extents, { at: size, length: piece.length, file: other.hash, from });
      shared += piece.length;
    } else own.push(piece);
    size += piece.length;
  }
  const whole = { hash: hash.digest('hex'), size };
  return shared < LEAST_SHARED ? { ...whole, own: pieces } : { ...whole, extents, own };
}

const isWithin = (piece: Uint8Array, bytes: Uint8Array): boolean =>
  piece.buffer === bytes.buffer &&
  piece.byteOffset >= bytes.byteOffset &&
  piece.byteOffset + piece.length <= bytes.byteOffset + bytes.length;
