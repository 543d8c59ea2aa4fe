import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LEAST_EXTENT } from '#src/files/extents.ts';
import { shareBytes } from '#src/files/shared-bytes.ts';

const KB = 1024;
const other = { hash: 'a'.repeat(64), bytes: randomBytes(1_000 * KB) };
const sha256 = (pieces: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(pieces)).digest('hex');

describe('What a new file shares with a stored one', () => {
  it('is named by where it lies there, and the rest is its own', () => {
    const head = randomBytes(20);
    const pieces = [head, other.bytes.subarray(100 * KB, 300 * KB), other.bytes.subarray(400 * KB, 600 * KB)];
    expect(shareBytes(pieces, other)).toEqual({
      hash: sha256(pieces),
      size: 20 + 400 * KB,
      extents: [
        { at: 20, length: 200 * KB, file: other.hash, from: 100 * KB },
        { at: 20 + 200 * KB, length: 200 * KB, file: other.hash, from: 400 * KB },
      ],
      own: [head],
    });
  });

  it('is one run where it lies together', () => {
    const pieces = [other.bytes.subarray(0, 300 * KB), other.bytes.subarray(300 * KB)];
    const extents = [{ at: 0, length: 1_000 * KB, file: other.hash, from: 0 }];
    expect(shareBytes(pieces, other)).toMatchObject({ extents, own: [] });
  });

  it('is its own where it is short, and all is where the sum is small', () => {
    const short = other.bytes.subarray(0, LEAST_EXTENT - 1);
    const long = other.bytes.subarray(0, 500 * KB);
    expect(shareBytes([long, short], other)).toMatchObject({ extents: [{ length: long.length }], own: [short] });
    const few = [other.bytes.subarray(0, 100 * KB)];
    expect(shareBytes(few, other)).toEqual({ hash: sha256(few), size: 100 * KB, own: few });
  });

  it('is nothing where the same bytes lie elsewhere in memory', () => {
    const pieces = [Buffer.from(other.bytes)];
    expect(shareBytes(pieces, other)).toMatchObject({ own: pieces });
    expect(shareBytes(pieces, other).extents).toBeUndefined();
  });
});
