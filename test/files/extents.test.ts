/** Files whose bytes lie partly in others, on the real store: they are read like any file, whole and in parts. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addExtent } from '#src/files/extents.ts';
import { createFileStore, type FileStore } from '#src/files/file-store.ts';
import { collectionsOf } from '#src/store/collections.ts';
import type { Extent } from '#src/store/models/file.ts';
import { sha256 } from '#src/store/record.ts';
import { openStore } from '../people/parts.ts';
import { inFolder } from './make.ts';

let store: Awaited<ReturnType<typeof openStore>>;
let files: FileStore;
beforeAll(async () => {
  store = await openStore();
  files = createFileStore({ connection: store.connection, collections: collectionsOf(store.connection) });
});
afterAll(() => store.close());

const put = (own: Buffer, whole = own, extents?: Extent[]) =>
  inFolder(async (folder) => {
    const path = join(folder, 'own');
    await writeFile(path, own);
    const about = { hash: sha256(whole), size: whole.length, kind: 'pdf', mime: 'application/pdf' };
    return files.put(path, extents === undefined ? about : { ...about, extents });
  });
const read = (hash: string, range?: { start: number; end: number }) =>
  files.find(hash).then(async (row) => buffer(files.open(row ?? expect.fail('not stored'), range)));

/** What a file is made of, in order: bytes of its own, or a run out of another file. */
type Part = Buffer | { of: Buffer; from: number; length: number };
async function made(parts: readonly Part[]): Promise<{ whole: Buffer; hash: string; own: Buffer }> {
  const extents: Extent[] = [];
  const [all, own]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const part of parts) {
    const bytes = Buffer.isBuffer(part) ? part : part.of.subarray(part.from, part.from + part.length);
    if (Buffer.isBuffer(part)) own.push(bytes);
    else addExtent(extents, { at, length: part.length, file: sha256(part.of), from: part.from });
    all.push(bytes);
    at += bytes.length;
  }
  const [whole, rest] = [Buffer.concat(all), Buffer.concat(own)];
  const { _id: hash } = await put(rest, whole, extents);
  return { whole, hash, own: rest };
}

describe('a file that shares bytes with others', () => {
  // Longer than a chunk of the store, and one that is not.
  const [long, short] = [randomBytes(2_500_000), randomBytes(40_000)];
  beforeAll(async () => {
    await put(long);
    await put(short);
  });

  it('stores what is its own and no more', async () => {
    const { hash, own } = await made([randomBytes(300), { of: long, from: 0, length: 2_500_000 }, randomBytes(200)]);
    const row = await files.find(hash);
    const chunks = store.connection.collection('fileBytes.chunks').find({ files_id: row?.bytes });
    const bytes = (await chunks.toArray()).map(({ data }) => Buffer.from(data.buffer));
    expect(Buffer.concat(bytes).equals(own)).toBe(true);
  });

  it('is read byte for byte: from files that come again, come alone, and stand before what is its own', async () => {
    const { whole, hash } = await made([
      { of: short, from: 10, length: 30_000 },
      { of: long, from: 5, length: 1_400_000 },
      randomBytes(7),
      { of: long, from: 1_400_005, length: 1_000_000 },
      { of: long, from: 0, length: 70 },
      { of: short, from: 0, length: 40_000 },
    ]);
    expect((await read(hash)).equals(whole)).toBe(true);
  });

  it('is read where the other has bytes of a third', async () => {
    const other = await made([randomBytes(50), { of: long, from: 100, length: 1_500_000 }, randomBytes(60)]);
    const run = { of: other.whole, from: 20, length: 1_500_050 };
    const { whole, hash } = await made([randomBytes(9), run, { of: short, from: 0, length: 20_000 }]);
    expect((await read(hash)).equals(whole)).toBe(true);
    expect((await read(hash, { start: 700_000, end: 800_000 })).equals(whole.subarray(700_000, 800_001))).toBe(true);
  });

  it('is read in any part', async () => {
    const { whole, hash } = await made([
      randomBytes(900),
      { of: long, from: 1_000_000, length: 200_000 },
      randomBytes(50),
      { of: long, from: 1_300_000, length: 1_000 },
      { of: short, from: 0, length: 100 },
      randomBytes(60),
    ]);
    const place = fc.oneof(fc.nat(whole.length - 1), fc.constantFrom(0, 899, 900, 200_899, 200_900, 200_949, 200_950));
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        expect((await read(hash, { start, end })).equals(whole.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('joins runs that lie together in both', () => {
    const extents: Extent[] = [];
    for (const at of [0, 10, 20]) addExtent(extents, { at, length: 10, file: 'a', from: 100 + at });
    addExtent(extents, { at: 31, length: 10, file: 'a', from: 130 });
    addExtent(extents, { at: 41, length: 10, file: 'b', from: 140 });
    expect(extents.map(({ at, length }) => [at, length])).toEqual([
      [0, 30],
      [31, 10],
      [41, 10],
    ]);
  });

  it('says so where the other file is gone, and gives nothing in its place', async () => {
    const lost = randomBytes(5_000);
    await put(lost);
    const { hash } = await made([randomBytes(10), { of: lost, from: 0, length: 5_000 }]);
    await store.connection.collection('files').deleteOne({ _id: sha256(lost) as never });
    await expect(read(hash)).rejects.toThrow(/is missing, which others are made of/);
  });
});
