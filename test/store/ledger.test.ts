import { describe, expect, it } from 'vitest';
import { CLAIM_MS } from '#src/store/claim.ts';
import { holdLease, releaseLease } from '#src/store/lease.ts';
import {
  claimableFrom,
  claimDeliveries,
  dueDeliveries,
  noteMessage,
  type Outcome,
  renewDelivery,
  reopenDelivery,
  settleDeliveries,
} from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { twoProcesses } from './processes.ts';

const { store, one, other } = await twoProcesses();

let keys = 0;
async function openRow(change: Partial<Delivery> = {}): Promise<string> {
  keys += 1;
  const _id = `item-${keys}.2-1`;
  await store.collections.deliveries.insertOne({
    _id,
    stream: `item-${keys}`,
    seq: 2,
    effect: {
      key: _id,
      kind: 'signal',
      params: { stream: 'meeting-1', event: { type: 'itemUnlisted', item: 'item-1', turn: 1 } },
    },
    state: 'open',
    availableAt: new Date(Date.now() - 10_000),
    claimedBy: null,
    claimedUntil: new Date(0),
    attempts: 0,
    messages: [],
    note: null,
    createdAt: new Date(),
    closedAt: null,
    ...change,
  });
  return _id;
}
const rowOf = (key: string) => store.collections.deliveries.findOne({ _id: key }).lean();
type Process = typeof one;
const claimIn = async ({ collections }: Process, key: string) => (await claimDeliveries(collections, [key]))[0] ?? null;
const settleIn = ({ collections }: Process, claimed: Delivery, outcome: Outcome) =>
  settleDeliveries(collections, [{ claimed, outcome }]);
const claim = async (key: string): Promise<Delivery> => {
  const claimed = await claimIn(one, key);
  if (claimed === null) return expect.fail(`${key} could not be claimed`);
  return claimed;
};
const claimExpires = (key: string) =>
  store.collections.deliveries.updateOne({ _id: key }, { $set: { claimedUntil: new Date(Date.now() - 1) } });
const dueKeys = async (...which: [limit: number, waitedMs?: number, kind?: 'mail' | 'signal']) =>
  (await dueDeliveries(one.collections, ...which)).map(({ _id }) => _id);
const message = { messageId: '<1@test>', to: 'a@b.example', template: 'returned', at: new Date(0) };

describe('a claim', () => {
  it('has one winner among twenty workers of two processes, round after round', async () => {
    for (let round = 0; round < 20; round++) {
      const key = await openRow();
      const racers = Array.from({ length: 20 }, (_, n) => claimIn(n % 2 === 0 ? one : other, key));
      const won = (await Promise.all(racers)).filter((row) => row !== null);
      expect(won).toHaveLength(1);
      expect(won[0]).toMatchObject({ _id: key, attempts: 1 });
      expect(won[0]?.claimedUntil.getTime()).toBeGreaterThan(Date.now() + CLAIM_MS / 2);
    }
  });

  it('is not given on a row that is closed, not yet due, claimed, or not there', async () => {
    for (const state of ['done', 'void', 'failed'] as const) {
      expect(await claimIn(one, await openRow({ state }))).toBeNull();
    }
    const later = new Date(Date.now() + 60_000);
    expect(await claimIn(one, await openRow({ availableAt: later }))).toBeNull();
    expect(await claimIn(one, await openRow({ claimedUntil: later }))).toBeNull();
    expect(await claimIn(one, 'item-none.1-1')).toBeNull();
  });

  it('that has expired is taken over, and whoever lost it changes nothing any more', async () => {
    const key = await openRow();
    const first = await claim(key);
    expect(await claimIn(other, key)).toBeNull();
    await claimExpires(key);
    const second = await claimIn(other, key);
    expect(second).toMatchObject({ attempts: 2 });
    await settleIn(one, first, { kind: 'failed', reason: 'too late' });
    expect(await rowOf(key)).toMatchObject({ state: 'open', note: null });
    if (second) await settleIn(other, second, { kind: 'done', messages: [message] });
    expect(await rowOf(key)).toMatchObject({ state: 'done', messages: [message], attempts: 2 });
  });
});

describe('claims made together', () => {
  it('are one winner each among two processes that ask for the same rows in other orders, round after round', async () => {
    for (let round = 0; round < 20; round++) {
      const rows = await Promise.all(Array.from({ length: 30 }, () => openRow()));
      const asked = [rows, rows.toReversed(), rows.slice(10), rows.toReversed().slice(10)];
      const answers = await Promise.all(
        asked.map((some, n) => claimDeliveries((n % 2 === 0 ? one : other).collections, some)),
      );
      const won = answers.flat().flatMap((row) => (row === null ? [] : [row._id]));
      expect(won.toSorted()).toEqual(rows.toSorted());
    }
  });

  it('are given in the order of the keys, once for a key that is named twice, and not where there is none', async () => {
    const [first, second] = [await openRow(), await openRow()];
    const claimed = await claimDeliveries(one.collections, [second, 'item-none.1-1', first, second]);
    expect(claimed.map((row) => row?._id ?? null)).toEqual([second, null, first, null]);
  });

  it('end each in its own way, and a lost one in none', async () => {
    const keys = [await openRow(), await openRow(), await openRow()];
    const [done, retry, lost] = (await claimDeliveries(one.collections, keys)) as [Delivery, Delivery, Delivery];
    await claimExpires(lost._id);
    await claimIn(other, lost._id);
    await settleDeliveries(one.collections, [
      { claimed: lost, outcome: { kind: 'void', reason: 'too late' } },
      { claimed: done, outcome: { kind: 'done', messages: [message] } },
      { claimed: retry, outcome: { kind: 'retry', reason: 'transient: 451', afterMs: 5_000 } },
    ]);
    expect(await rowOf(done._id)).toMatchObject({ state: 'done', messages: [message] });
    expect(await rowOf(retry._id)).toMatchObject({ state: 'open', note: 'transient: 451', claimedBy: null });
    expect(await rowOf(lost._id)).toMatchObject({ state: 'open', note: null, attempts: 2 });
  });
});

describe('a delivery', () => {
  it('that is done is closed with what was sent', async () => {
    const key = await openRow();
    await settleIn(one, await claim(key), { kind: 'done', messages: [message] });
    expect(await rowOf(key)).toMatchObject({
      state: 'done',
      messages: [message],
      closedAt: expect.any(Date),
      note: null,
    });
  });

  it('that is void is closed with the reason', async () => {
    const key = await openRow();
    await settleIn(one, await claim(key), { kind: 'void', reason: 'not-overtaken' });
    expect(await rowOf(key)).toMatchObject({ state: 'void', note: 'not-overtaken' });
  });

  it('that is worth another try is open, and nobody can claim it before its time', async () => {
    const key = await openRow();
    const retry = { kind: 'retry', reason: 'transient: 451', afterMs: 5_000 } as const;
    await settleIn(one, await claim(key), retry);
    expect(await rowOf(key)).toMatchObject({ state: 'open', note: 'transient: 451', claimedBy: null });
    expect(await claimIn(one, key)).toBeNull();
    const from = (await claimableFrom(one.collections, key))?.getTime() ?? 0;
    expect(Math.abs(from - Date.now() - retry.afterMs)).toBeLessThan(2_000);
    await store.collections.deliveries.updateOne({ _id: key }, { $set: { availableAt: new Date(Date.now() - 1) } });
    expect(await claim(key)).toMatchObject({ attempts: 2 });
  });

  it('is kept for its holder for as long as it renews its claim, and not when it has lost it', async () => {
    const key = await openRow();
    const first = await claim(key);
    await renewDelivery(one.collections, first, 300_000);
    expect((await claimableFrom(other.collections, key))?.getTime()).toBeGreaterThan(Date.now() + 200_000);
    await claimExpires(key);
    const second = await claim(key);
    await renewDelivery(one.collections, first, 300_000);
    expect((await rowOf(key))?.claimedUntil).toEqual(second.claimedUntil);
  });

  it('that is closed, or not there, can never be claimed', async () => {
    expect(await claimableFrom(one.collections, await openRow({ state: 'done' }))).toBeNull();
    expect(await claimableFrom(one.collections, 'item-none.1-1')).toBeNull();
  });

  it('remembers the mails of a try that was cut off, each once', async () => {
    const key = await openRow();
    await claim(key);
    await noteMessage(one.collections, key, message);
    await noteMessage(one.collections, key, message);
    await claimExpires(key);
    expect((await claim(key)).messages).toEqual([message]);
  });

  it('that has failed is opened again by hand, with its tries forgotten and its mails kept', async () => {
    const key = await openRow();
    await settleIn(one, await claim(key), { kind: 'failed', reason: '550', messages: [message] });
    const racers = await Promise.all(Array.from({ length: 5 }, () => reopenDelivery(one.collections, key)));
    expect(racers.filter(Boolean)).toHaveLength(1);
    expect(await rowOf(key)).toMatchObject({ state: 'open', attempts: 0, messages: [message], closedAt: null });
    expect(await dueKeys(10)).toContain(key);
    expect(await claim(key)).toMatchObject({ attempts: 1 });
  });

  it('that has not failed is not opened by hand', async () => {
    for (const state of ['open', 'done', 'void'] as const) {
      expect(await reopenDelivery(one.collections, await openRow({ state }))).toBeNull();
    }
  });
});

describe('what is due', () => {
  it('are open rows whose time has come and that nobody has, longest waiting first', async () => {
    await store.collections.deliveries.deleteMany({});
    const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1_000);
    const second = await openRow({ availableAt: at(20) });
    const first = await openRow({ availableAt: at(30) });
    await openRow({ availableAt: at(-30) });
    await openRow({ claimedUntil: at(-30) });
    await openRow({ state: 'done' });
    const fresh = await openRow({ availableAt: at(1) });
    expect(await dueKeys(10)).toEqual([first, second, fresh]);
    expect(await dueKeys(10, 10_000)).toEqual([first, second]);
    expect(await dueKeys(1)).toEqual([first]);
    expect(await dueKeys(10, 0, 'signal')).toEqual([first, second, fresh]);
    expect(await dueKeys(10, 0, 'mail')).toEqual([]);
  });
});

describe('a lease', () => {
  it('has one holder among twenty who want it at once, also when nobody has ever had it', async () => {
    for (let round = 0; round < 10; round++) {
      const racers = Array.from({ length: 20 }, (_, n) =>
        holdLease((n % 2 === 0 ? one : other).collections, `chore-${round}`, `process-${n}`, 60_000),
      );
      expect((await Promise.all(racers)).filter(Boolean)).toHaveLength(1);
    }
  });

  it('is renewed by its holder and refused to others until it ends or is given back', async () => {
    expect(await holdLease(one.collections, 'sweep', 'a', 60_000)).toBe(true);
    expect(await holdLease(one.collections, 'sweep', 'a', 60_000)).toBe(true);
    expect(await holdLease(other.collections, 'sweep', 'b', 60_000)).toBe(false);
    await releaseLease(other.collections, 'sweep', 'b');
    expect(await holdLease(other.collections, 'sweep', 'b', 60_000)).toBe(false);
    await releaseLease(one.collections, 'sweep', 'a');
    expect(await holdLease(other.collections, 'sweep', 'b', 60_000)).toBe(true);
  });

  it('of a holder that died is taken over by exactly one of twenty', async () => {
    for (let round = 0; round < 10; round++) {
      await holdLease(one.collections, `dead-${round}`, 'dead', -1_000);
      const racers = Array.from({ length: 20 }, (_, n) =>
        holdLease((n % 2 === 0 ? one : other).collections, `dead-${round}`, `heir-${n}`, 60_000),
      );
      expect((await Promise.all(racers)).filter(Boolean)).toHaveLength(1);
    }
  });
});
