/** What becomes possible by itself: a closing that ends on a day, and a bilag that is prepared once more. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorker } from '#src/app/worker.ts';
import { fixedClock } from '#src/clock.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { PacketChange } from '#src/packets/changes.ts';
import { packetChangesInWords } from '#src/packets/changes-in-words.ts';
import { nextOpening } from '#src/packets/openings.ts';
import { tryWorkAgain } from '#src/queries/failed-work.ts';
import { renditionId, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { readStream } from '#src/store/read-stream.ts';
import { sha256 } from '#src/store/record.ts';
import { openTown, type Town } from '../commands/town.ts';
import { pdf } from '../files/make.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { type BilagGiven, type PacketWorld, packetWorld } from './world.ts';

const comes = { timeout: 90_000, interval: 200 };
/** A Sunday; winter's time in Denmark is an hour ahead of UTC. */
const START = new Date('2099-11-01T09:00:00Z');
const clock = fixedClock(START);
let town: Town;
let world: PacketWorld;
let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  town = await openTown({ settings: { LOG_LEVEL: 'debug' }, clock });
  world = packetWorld(town);
  worker = await startWorker(town.app, ['packet']);
});
afterAll(async () => {
  await worker.stop();
  await town.close();
});

/** The round that the workers of the queue `deadlines` do again and again. */
const round = () => worker.reconcileNow();
const editionOf = async (meeting: string, variant = 'public') => (await world.newest(meeting, variant))?.edition;
const built = (meeting: string, edition: number, variant = 'public') =>
  expect
    .poll(async () => {
      await round();
      const { edition: number, state } = (await world.newest(meeting, variant)) ?? {};
      return [number, state];
    }, comes)
    .toEqual([edition, 'done']);
const openingOf = async (meeting: string) =>
  (await town.app.collections.packetOpenings.findOne({ _id: meeting }).lean())?.day ?? null;
const textOf = async (meeting: string) =>
  withFile(await world.bytesOf((await world.newest(meeting, 'public'))?.file), 'public.pdf', rawText);

/** An agenda that was sent, built for all. */
async function sent(bilag: readonly BilagGiven[], change: Partial<ItemContent> = {}) {
  clock.set(START);
  const meeting = await world.meeting('organ-oek', '2099-12-01');
  await world.listed(meeting, bilag, change);
  await world.freeze(meeting);
  await built(meeting, 1);
  await built(meeting, 1, 'members');
  await world.run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason: null, acceptMissing: true });
  await world.settle();
  await round();
  return meeting;
}

describe('What is closed until a day', () => {
  it('is in the public’s packet on that day, by Danish time, without anybody doing anything', async () => {
    const secret = { bytes: pdf('Hemmeligt', 2), title: 'Lukket notat', openness: 'closed' } as const;
    const meeting = await sent([{ bytes: pdf('Budget', 1) }, { ...secret, closedUntil: '2099-11-10' }]);
    expect(await openingOf(meeting)).toBe('2099-11-10');
    clock.set(new Date('2099-11-09T22:59:00Z'));
    await round();
    expect(await editionOf(meeting)).toBe(1);
    expect(await textOf(meeting)).not.toMatch(/Hemmeligt|Lukket notat/);

    clock.set(new Date('2099-11-09T23:00:00Z'));
    await built(meeting, 2);
    expect(await textOf(meeting)).toContain('Hemmeligt 2');
    const { changes } = (await world.newest(meeting, 'public')) ?? {};
    expect(packetChangesInWords(changes as PacketChange[])).toBe('Bilag 1.2 nyt.');
    // It had been sent, so the stream says that its readers have it.
    const events = async () =>
      (await readStream(town.app.collections, meeting))
        .map(({ event }) => event)
        .filter(({ type }) => type === 'packetBuilt');
    await expect
      .poll(async () => {
        await round();
        return events();
      }, comes)
      .toContainEqual(expect.objectContaining({ variant: 'public', edition: 2 }));
    expect(await openingOf(meeting)).toBeNull();
    await built(meeting, 2, 'members');
  });

  it('opens one after the other, the item and what is in it', async () => {
    const later = { bytes: pdf('Senere', 1), openness: 'closed', closedUntil: '2099-11-20' } as const;
    const never = { bytes: pdf('Aldrig', 1), openness: 'closed' } as const;
    const meeting = await sent([later, never], {
      title: 'Grundsalg',
      openness: 'closed',
      publicTitle: 'En ejendom',
      closedUntil: '2099-11-15',
    });
    expect(await openingOf(meeting)).toBe('2099-11-15');
    expect(await textOf(meeting)).not.toMatch(/Grundsalg|Senere|Aldrig/);
    clock.set(new Date('2099-11-15T12:00:00Z'));
    await built(meeting, 2);
    expect(await textOf(meeting)).toContain('Grundsalg');
    expect(await textOf(meeting)).not.toMatch(/Senere 1|Aldrig 1/);
    await expect.poll(() => openingOf(meeting), comes).toBe('2099-11-20');
    clock.set(new Date('2099-12-24T12:00:00Z'));
    await built(meeting, 3);
    expect(await textOf(meeting)).toContain('Senere 1');
    expect(await textOf(meeting)).not.toContain('Aldrig 1');
    expect(await openingOf(meeting)).toBeNull();
  });

  it('is the first of all days that its documents name', () => {
    const item = (closedUntil: string | null, ...bilag: (string | null)[]) =>
      ({ closedUntil, bilag: bilag.map((each) => ({ closedUntil: each })) }) as never;
    expect(nextOpening([])).toBeNull();
    expect(nextOpening([{ items: [item(null, null)] }])).toBeNull();
    expect(nextOpening([{ items: [item('2030-02-01'), item(null, '2030-01-09', '2029-12-31')] }])).toBe('2029-12-31');
  });
});

describe('A bilag of which no PDF could be made', () => {
  it('comes into the packets by itself when it is prepared once more and can be', async () => {
    const { renditions } = town.app.collections;
    clock.set(START);
    const meeting = await world.meeting('organ-oek', '2099-12-01');
    const bytes = pdf('Tilskud', 2);
    const [file, failure] = [sha256(bytes), { rule: 'converter-missing', details: {} }];
    const _id = renditionId('prepare', file);
    // As where a program was missing on the server.
    await wantRenditions(town.app, 'prepare', [file]);
    await renditions.updateOne({ _id }, { $set: { state: 'failed', failure } });
    await world.listed(meeting, [{ title: 'Budget', bytes }]);
    await world.freeze(meeting);
    await built(meeting, 1);
    await built(meeting, 1, 'members');
    expect((await world.newest(meeting))?.missing).toMatchObject([{ label: '1.1', file }]);
    await expect
      .poll(async () => {
        await round();
        return town.app.collections.packetChecks.countDocuments({ _id: meeting });
      }, comes)
      .toBe(0);

    expect(await tryWorkAgain(town.app, 'prepare', _id)).toBe(true);
    await built(meeting, 2);
    await built(meeting, 2, 'members');
    const edition = await world.newest(meeting);
    expect(edition?.missing).toEqual([]);
    expect(packetChangesInWords(edition?.changes as PacketChange[])).toMatch(/1\.1/);
    expect(await textOf(meeting)).toContain('Tilskud 2');
  });
});
