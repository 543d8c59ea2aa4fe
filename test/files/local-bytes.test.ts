/** Bytes that a worker keeps on its computer's disk: the same as the store's, never more than agreed, and no part of anything. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ByteStore, createByteStore, newByteId } from '#src/files/byte-store.ts';
import { keepLocally } from '#src/files/local-bytes.ts';
import { openStore } from '../people/parts.ts';

let store: Awaited<ReturnType<typeof openStore>>;
let remote: ByteStore;
let folder: string;
let kept: string;
beforeAll(async () => {
  store = await openStore();
  remote = createByteStore(store.connection);
  folder = await mkdtemp(join(tmpdir(), 'sagsgang-kept-'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});
let rounds = 0;
beforeEach(() => {
  rounds += 1;
  kept = join(folder, `bytes-${rounds}`);
});

const bytesOf = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, n) => n % 251));
const keeping = (mostBytes = 1_000_000) => keepLocally(remote, { folder: kept, mostBytes });

/** Written by another computer. */
async function remotely(bytes: Buffer) {
  const [id, path] = [newByteId(), join(folder, 'made')];
  await writeFile(path, bytes);
  await remote.write(id, path, 'test');
  await rm(path);
  return id;
}
async function written(local: ByteStore, bytes: Buffer) {
  const [id, path] = [newByteId(), join(folder, 'made')];
  await writeFile(path, bytes);
  await local.write(id, path, 'test');
  await rm(path);
  return id;
}
/** From here on only the disk has them. */
const forgotten = (id: ReturnType<typeof newByteId>) => remote.remove(id);

describe('bytes that are kept', () => {
  it('are those that this computer has written, whole or in part', async () => {
    const [local, bytes] = [keeping(), bytesOf(100_000)];
    const id = await written(local, bytes);
    await forgotten(id);
    expect(await buffer(local.open(id))).toEqual(bytes);
    expect(await buffer(local.open(id, { start: 10, end: 19 }))).toEqual(bytes.subarray(10, 20));
  });

  it('are those that it has read whole, and not those of which it has read a part', async () => {
    const [local, bytes] = [keeping(), bytesOf(50_000)];
    const id = await remotely(bytes);
    expect(await buffer(local.open(id, { start: 1, end: 2 }))).toEqual(bytes.subarray(1, 3));
    expect(await readdir(kept).catch(() => [])).toEqual([]);
    expect(await buffer(local.open(id))).toEqual(bytes);
    await forgotten(id);
    expect(await buffer(local.open(id))).toEqual(bytes);
    expect(await buffer(local.open(id, { start: 49_999, end: 49_999 }))).toEqual(bytes.subarray(49_999));
  });

  it('are never more than agreed: what came first goes first, and is read from the store', async () => {
    const local = keeping(40_000);
    const ids = [];
    for (let n = 0; n < 10; n++) ids.push(await written(local, bytesOf(10_000 + n)));
    expect((await readdir(kept)).toSorted()).toEqual(ids.slice(-3).map(String).toSorted());
    expect((await buffer(local.open(ids[0] as (typeof ids)[0]))).length).toBe(10_000);
  });

  it('go with the bytes of the store', async () => {
    const local = keeping();
    const id = await written(local, bytesOf(10));
    await local.remove(id);
    expect(await readdir(kept)).toEqual([]);
    await expect(buffer(local.open(id))).rejects.toThrow();
  });

  it('are none where the store breaks off: the next one reads from the store, and nothing is left', async () => {
    const local = keeping();
    await expect(buffer(local.open(newByteId()))).rejects.toThrow();
    expect(await readdir(kept)).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith(String(process.pid)))).toEqual([]);
  });

  it('are not needed: where the disk takes nothing, all comes from the store', async () => {
    await writeFile(kept, 'a file where the folder should be');
    const [local, bytes] = [keeping(), bytesOf(20_000)];
    const id = await written(local, bytes);
    expect(await buffer(local.open(id))).toEqual(bytes);
  });
});
