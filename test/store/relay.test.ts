import { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driverOf } from '#src/model.ts';
import { differingProjections, rebuildProjections } from '#src/store/rebuild.ts';
import { rollForward } from '#src/store/relay.ts';
import { hash, submit } from '../machines/given.ts';
import { newItemId, openStore, type Process, type Store } from './processes.ts';

let store: Store;
let one: Process;
beforeAll(async () => {
  store = await openStore();
  one = await store.startProcess();
});
afterAll(() => store.close());

const by = { person: 'person-boss', office: 'office-chief', onBehalfOf: null };
const approve = { type: 'approve', step: 'chief', round: 1, version: hash(1), by } as const;

async function submitted(process: Process): Promise<string> {
  const item = newItemId();
  await process.born(item);
  await process.send(item, submit());
  return item;
}
const row = (item: string) => store.collections.items.findOne({ _id: item }).lean();
const rowsOfLedger = (item: string) => store.collections.deliveries.find({ stream: item }).sort({ _id: 1 }).lean();
const longAgo = (item: string) =>
  store.collections.transitions.updateMany(
    { stream: item, pending: trusted({ $exists: true }) },
    { $set: { pending: new Date(Date.now() - 60_000) } },
  );

describe('the relay', () => {
  it('carries what its process commits: row, ledger and job, and clears the mark', async () => {
    const process = await store.startProcess();
    const item = await submitted(process);
    expect(await row(item)).toBeNull();
    expect(process.relay.lag()).toBeGreaterThanOrEqual(0);
    await process.relay.flush();
    expect(await row(item)).toMatchObject({ seq: 2, state: 'travelling.approval', waitsForOffice: 'office-chief' });
    expect(await rowsOfLedger(item)).toMatchObject([{ _id: `${item}.2-1`, state: 'open', attempts: 0, messages: [] }]);
    expect(process.added).toEqual([`${item}.2-1`]);
    expect((await store.chain(item)).filter(({ pending }) => pending)).toEqual([]);
    expect(process.relay.lag()).toBe(0);
  });

  it('runs by itself soon after a commit', async () => {
    const process = await store.startProcess({ relay: 'running' });
    const item = await submitted(process);
    await expect.poll(async () => (await row(item))?.seq, { timeout: 20_000 }).toBe(2);
    await expect.poll(async () => (await store.head(item))?.pending, { timeout: 20_000 }).toBeUndefined();
  });

  it('keeps what it has taken while the store does not answer, and carries it afterwards', async () => {
    const process = await store.startProcess();
    const item = await submitted(process);
    const items = driverOf(process.collections.items);
    const updateMany = items.updateMany.bind(items);
    items.updateMany = async () => {
      throw new Error('connection closed');
    };
    await process.relay.flush();
    expect((await store.head(item))?.pending).toBeInstanceOf(Date);
    items.updateMany = updateMany;
    await process.relay.flush();
    expect(await row(item)).toMatchObject({ seq: 2 });
    expect((await store.head(item))?.pending).toBeUndefined();
  });

  it('whose jobs cannot be added carries everything else; the ledger has the row', async () => {
    const process = await store.startProcess();
    const item = await submitted(process);
    process.added.push = () => {
      throw new Error('Redis does not answer.');
    };
    await process.relay.flush();
    expect(await rowsOfLedger(item)).toHaveLength(1);
    expect((await store.head(item))?.pending).toBeUndefined();
  });
});

describe('projections', () => {
  it('never move back, in whatever order and however often batches arrive', async () => {
    const process = await store.startProcess();
    const item = await submitted(process);
    await process.send(item, approve);
    await process.send(item, { ...approve, step: 'director' });
    const records = await store.chain(item);
    const batches = [[2], [0], [3], [1, 0], [2, 1], [0, 1, 2, 3], [1]];
    for (const batch of batches) {
      await rollForward(
        process.collections,
        batch.flatMap((n) => records[n] ?? []),
      );
      const highest = Math.max(...batches.slice(0, batches.indexOf(batch) + 1).flat()) + 1;
      expect((await row(item))?.seq).toBe(highest);
    }
  });

  it('end at the newest when twenty batches of two processes arrive at the same time', async () => {
    const other = await store.startProcess();
    for (let round = 0; round < 5; round++) {
      const item = await submitted(one);
      for (let n = 0; n < 4; n++) {
        await one.send(item, { type: 'recall' });
        await one.send(item, submit());
      }
      const records = await store.chain(item);
      const racing = Array.from({ length: 20 }, (_, n) =>
        rollForward((n % 2 === 0 ? one : other).collections, [records[(n * 7) % records.length] ?? []].flat()),
      );
      await Promise.all(racing);
      expect((await row(item))?.seq).toBe(10);
    }
  });

  it('have an item wait for at most one: an office, an organ or a meeting', async () => {
    const item = await submitted(one);
    const place = async () => {
      await one.relay.flush();
      const { waitsForOffice, waitsForOrgan, atMeeting } = (await row(item)) ?? {};
      return { waitsForOffice, waitsForOrgan, atMeeting };
    };
    expect(await place()).toEqual({ waitsForOffice: 'office-chief', waitsForOrgan: null, atMeeting: null });
    await one.send(item, approve);
    await one.send(item, { ...approve, step: 'director' });
    expect(await place()).toEqual({ waitsForOffice: null, waitsForOrgan: 'OEK', atMeeting: null });
    await one.send(item, { type: 'list', meeting: 'meeting-x', organ: 'OEK', part: 'agenda' });
    expect(await place()).toEqual({ waitsForOffice: null, waitsForOrgan: null, atMeeting: 'meeting-x' });
  });
});

describe('read-your-writes', () => {
  it('shows a transition in any process, also where every relay stands still', async () => {
    const item = await submitted(one);
    const other = await store.startProcess();
    await other.relay.catchUp(`${item}.2`);
    expect(await row(item)).toMatchObject({ seq: 2 });
    await one.send(item, { type: 'recall' });
    await other.relay.catchUp(`${item}.3`);
    expect(await row(item)).toMatchObject({ seq: 3, state: 'draft' });
    // The relay's own work is still to be done.
    expect(await rowsOfLedger(item)).toEqual([]);
    await one.relay.flush();
    expect(await rowsOfLedger(item)).toHaveLength(1);
  });

  it('ignores what is no name of a transition, and one that does not exist', async () => {
    for (const after of [
      '',
      'x',
      'item-',
      'item-1.',
      'item-1.x',
      'foo-1.1',
      'item-none.7',
      `item-${'a'.repeat(99)}.1`,
    ]) {
      await one.relay.catchUp(after);
    }
    expect(await row('item-none')).toBeNull();
  });
});

describe('a transition left behind by a process that died', () => {
  it('is swept by another once it is older than a second, and not before', async () => {
    const dead = await store.startProcess();
    const item = await submitted(dead);
    const living = await store.startProcess();
    await living.relay.sweep(60_000);
    expect(await row(item)).toBeNull();
    await longAgo(item);
    expect(await living.relay.sweep(1_000)).toBeGreaterThanOrEqual(2);
    expect(await row(item)).toMatchObject({ seq: 2 });
    expect(living.added).toContain(`${item}.2-1`);
    expect((await store.chain(item)).filter(({ pending }) => pending)).toEqual([]);
  });

  it('may be swept by two and carried by its own process at the same time: one row, one entry in the ledger', async () => {
    const slow = await store.startProcess();
    const item = await submitted(slow);
    await longAgo(item);
    const [a, b] = [await store.startProcess(), await store.startProcess()];
    await Promise.all([a.relay.sweep(1_000), b.relay.sweep(1_000), slow.relay.flush()]);
    expect(await row(item)).toMatchObject({ seq: 2 });
    expect(await rowsOfLedger(item)).toHaveLength(1);
    expect((await store.chain(item)).filter(({ pending }) => pending)).toEqual([]);
  });

  it('does not open a ledger row again that has been closed', async () => {
    const process = await store.startProcess();
    const item = await submitted(process);
    const records = await store.chain(item);
    await process.relay.flush();
    await store.collections.deliveries.updateOne(
      { _id: `${item}.2-1` },
      { $set: { state: 'done', closedAt: new Date() } },
    );
    // A relay that was held up carries the same records once more.
    for (const record of records) process.relay.took(record);
    await process.relay.flush();
    expect(await rowsOfLedger(item)).toMatchObject([{ state: 'done' }]);
  });

  it('loses nothing at whichever step the relay ended', async () => {
    const steps: Record<string, string[]> = {
      nothing: [],
      'rows written': ['items'],
      'ledger entered': ['deliveries'],
      'rows and ledger': ['items', 'deliveries'],
    };
    for (const [step, done] of Object.entries(steps)) {
      const dying = await store.startProcess();
      const item = await submitted(dying);
      const never = () => new Promise<never>(() => undefined);
      if (!done.includes('items')) driverOf(dying.collections.items).updateMany = never;
      if (!done.includes('deliveries')) driverOf(dying.collections.deliveries).insertMany = never;
      driverOf(dying.collections.transitions).updateMany = never;
      void dying.relay.flush();
      if (done.includes('items')) await expect.poll(() => row(item)).not.toBeNull();
      if (done.includes('deliveries')) await expect.poll(() => rowsOfLedger(item)).toHaveLength(1);
      await longAgo(item);
      const living = await store.startProcess();
      await living.relay.sweep(1_000);
      expect(await row(item), step).toMatchObject({ seq: 2 });
      expect(await rowsOfLedger(item), step).toHaveLength(1);
      expect(
        living.added.filter((key) => key.startsWith(`${item}.`)),
        step,
      ).toEqual([`${item}.2-1`]);
      expect((await store.head(item))?.pending, step).toBeUndefined();
    }
  });
});

describe('a rebuild', () => {
  it('makes the same rows as the relay did, and says which differ before', async () => {
    await one.relay.flush();
    await one.relay.sweep(0);
    expect(await differingProjections(store.collections)).toEqual([]);
    const before = await store.collections.items.find().sort({ _id: 1 }).lean();
    const [spoilt, removed] = [before[0]?._id ?? '', before[1]?._id ?? ''];
    await store.collections.items.updateOne({ _id: spoilt }, { $set: { state: 'completed', seq: 99 } });
    await store.collections.items.deleteOne({ _id: removed });
    await store.collections.items.insertOne({
      ...(before[2] as NonNullable<(typeof before)[2]>),
      _id: 'item-stranger',
    });
    expect((await differingProjections(store.collections)).toSorted()).toEqual([spoilt, removed].toSorted());
    await rebuildProjections(store.collections);
    expect(await store.collections.items.find().sort({ _id: 1 }).lean()).toEqual(before);
  });

  it('of a living system does not lose what is committed and carried while it runs', async () => {
    const item = await submitted(one);
    await one.relay.flush();
    const operator = await store.startProcess();
    const items = driverOf(operator.collections.items);
    const deleteMany = items.deleteMany.bind(items);
    const born = newItemId();
    let disturbed = false;
    items.deleteMany = async (...args) => {
      if (!disturbed) {
        disturbed = true;
        await one.send(item, approve);
        await one.born(born);
        await one.relay.flush();
      }
      return deleteMany(...args);
    };
    await rebuildProjections(operator.collections);
    expect(await row(item)).toMatchObject({ seq: 3 });
    expect(await row(born)).toMatchObject({ seq: 1 });
    expect(await differingProjections(store.collections)).toEqual([]);
  });
});
