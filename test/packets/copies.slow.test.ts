/** Copies with their readers' names on every page: made of the stored edition by the real queue, and taken away again. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { hashFile } from '#src/files/hash-file.ts';
import { findCopy, removeOldCopies, wantCopy } from '#src/packets/copies.ts';
import { Manifest } from '#src/packets/manifest.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { byteChunkModel } from '#src/store/models/file.ts';
import type { PacketCopy } from '#src/store/models/packet-copy.ts';
import { sha256 } from '#src/store/record.ts';
import { openTown, type Town } from '../commands/town.ts';
import { inFolder, pdf } from '../files/make.ts';
import { qpdfCheck, rawText, withFile } from '../tools/pdf-tools.ts';
import { type PacketWorld, packetWorld } from './world.ts';

const comes = { timeout: 90_000, interval: 100 };
const ASE = { person: 'person-ase', name: 'Åse Øgård' };
const BO = { person: 'person-bo', name: 'Bo Holm' };
let town: Town;
let world: PacketWorld;
let worker: Awaited<ReturnType<typeof startWorker>>;
let edition: Edition;
beforeAll(async () => {
  town = await openTown({ settings: { LOG_LEVEL: 'debug' } });
  world = packetWorld(town);
  worker = await startWorker(town.app, ['packet']);
  const meeting = await world.meeting();
  await world.listed(meeting, [
    { title: 'Budget', bytes: pdf('Budget', 3) },
    { title: 'Lukket notat', bytes: pdf('Hemmeligt', 2), openness: 'closed' },
  ]);
  await world.freeze(meeting);
  await world.check(meeting);
  edition = await vi.waitFor(async () => {
    const newest = await world.newest(meeting);
    if (newest?.state !== 'done') throw new Error(`the edition is ${newest?.state}`);
    return newest;
  }, comes);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await town.close();
});

/** @param at what the clock says: the winter's time in Denmark is an hour ahead */
const ask = (actor: typeof ASE, of: Edition, at = '2099-11-20T08:05:00Z') =>
  wantCopy({ ...town.app, clock: { now: async () => new Date(at) } }, actor, of);
const rowOf = ({ _id, edition: of, person }: PacketCopy) => findCopy(town.app, _id, { edition: of, person });
async function made(copy: PacketCopy): Promise<PacketCopy> {
  await expect.poll(async () => (await rowOf(copy))?.state, comes).toBe('done');
  return (await rowOf(copy)) as PacketCopy;
}
async function bytesOf({ bytes, size, extents = [] }: PacketCopy): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of town.app.files.open({ bytes, size: size ?? 0, extents })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
const chunksOf = ({ bytes }: PacketCopy) => byteChunkModel(town.app.connection).countDocuments({ files_id: bytes });
/** By the wall clock, as if it had been kept long enough. */
const expire = ({ _id }: PacketCopy) =>
  town.app.collections.packetCopies.updateOne({ _id }, { $set: { expiresAt: new Date(0) } });

describe('A copy', () => {
  it('says on every page who got it and when, and the stored edition stays what its manifest describes', async () => {
    const copy = await made(await ask(ASE, edition));
    expect(copy.foot).toBe('Udleveret til Åse Øgård 20. november 2099 kl. 09.05');
    const bytes = await bytesOf(copy);
    expect(bytes.length).toBe(copy.size);
    await withFile(bytes, 'copy.pdf', async (path) => {
      await qpdfCheck(path);
      const pages = (await rawText(path)).split('\f').slice(0, -1);
      expect(pages).toHaveLength(edition.pages ?? 0);
      for (const page of pages) expect(page).toContain(copy.foot);
      expect(pages.join(' ')).toContain('Bilag 1.2 · side 2 af 2');
    });
    const manifest = Manifest.parse(await town.app.contents.read(edition.manifest ?? ''));
    const stored = await world.bytesOf(edition.file);
    expect(sha256(stored)).toBe(manifest.sha256);
    expect(stored.includes('Udleveret')).toBe(false);
    expect(await town.app.collections.files.findOne({ _id: sha256(bytes) }).lean()).toBeNull();
  });

  it('is one for whoever asks many times at once, and another for each reader', async () => {
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask(BO, edition)));
    expect(new Set(asked.map(({ _id }) => _id)).size).toBe(1);
    const [first] = asked;
    if (first === undefined) return expect.fail('nothing was asked for');
    const bo = await made(first);
    const ase = await made(await ask(ASE, edition));
    expect(bo._id).not.toBe(ase._id);
    expect((await bytesOf(bo)).equals(await bytesOf(ase))).toBe(false);
    expect(await findCopy(town.app, bo._id, { edition: edition._id, person: ASE.person })).toBeNull();
  });

  it('asked for later is a new one that says so', async () => {
    const [one, other] = [await ask(ASE, edition), await ask(ASE, edition, '2099-11-20T09:05:00Z')];
    expect(other._id).not.toBe(one._id);
    expect(other.foot).toContain('kl. 10.05');
    await made(other);
  });

  it('is whole though a try before it died in the middle of writing', async () => {
    await worker.stop();
    const copy = await ask({ person: 'person-dora', name: 'Dora' }, edition);
    await inFolder(async (folder) => {
      const path = join(folder, 'half');
      await writeFile(path, Buffer.alloc(1_500_000, 'x'));
      await town.app.bytes.write(copy.bytes, path, 'half');
    });
    worker = await startWorker(town.app, ['packet']);
    await withFile(await bytesOf(await made(copy)), 'copy.pdf', async (path) => {
      await qpdfCheck(path);
    });
  });

  it('that cannot be made says so, and is tried again when its reader asks again', async () => {
    const broken = { ...edition, _id: 'meeting-none.all.members.1' };
    const failed = await ask(ASE, broken);
    await expect.poll(async () => (await rowOf(failed))?.failure?.rule, comes).toBe('packet-erased');
    expect((await ask(ASE, broken)).state).toBe('wanted');
  });
});

describe('A copy that was kept long enough', () => {
  it('is taken away with its bytes, and no other is; asked for again it is made anew', async () => {
    const [ase, bo] = [await made(await ask(ASE, edition)), await made(await ask(BO, edition))];
    await expire(ase);
    await removeOldCopies(town.app);
    expect([await rowOf(ase), await chunksOf(ase)]).toEqual([null, 0]);
    expect(await chunksOf(bo)).toBeGreaterThan(0);
    expect((await bytesOf(bo)).length).toBe(bo.size);
    expect(await world.bytesOf(edition.file)).toHaveLength(edition.size ?? 0);
    await made(await ask(ASE, edition));
  });

  it('leaves the file of whoever has brought theirs as a bilag', async () => {
    const ase = await made(await ask(ASE, edition));
    const bytes = await bytesOf(ase);
    const hash = await inFolder(async (folder) => {
      const path = join(folder, 'brought.pdf');
      await writeFile(path, bytes);
      const { hash: found, size } = await hashFile(path);
      await town.app.files.put(path, { hash: found, size, kind: 'pdf', mime: 'application/pdf' });
      return found;
    });
    await expire(ase);
    await removeOldCopies(town.app);
    expect((await world.bytesOf(hash)).equals(bytes)).toBe(true);
  });
});
