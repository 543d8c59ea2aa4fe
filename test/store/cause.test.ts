import { describe, expect, it } from 'vitest';
import { driverOf } from '#src/model.ts';
import { hash, submit } from '../machines/given.ts';
import { newItemId, refusalOf, twoProcesses } from './processes.ts';

const { store, one, other } = await twoProcesses();

const by = { person: 'person-boss', office: 'office-chief', onBehalfOf: null };
const approve = { type: 'approve', step: 'chief', round: 1, version: hash(1), by } as const;

async function submitted(): Promise<string> {
  const item = newItemId();
  await one.born(item);
  await one.send(item, submit());
  return item;
}

describe('a cause that is known', () => {
  it('answers the recorded result in the same process', async () => {
    const item = await submitted();
    const first = await one.send(item, approve, { cause: 'press' });
    expect(first).toMatchObject({ seq: 3, replayed: false });
    expect(await one.send(item, approve, { cause: 'press' })).toEqual({ ...first, replayed: true });
    expect(await store.chain(item)).toHaveLength(3);
  });

  it('answers it in another process, whose kept state is older than the transition', async () => {
    const item = await submitted();
    // `other` keeps the stream as it is before the press.
    await refusalOf(other.send(item, { type: 'reopen' }));
    const first = await one.send(item, approve, { cause: 'press' });
    expect(await other.send(item, approve, { cause: 'press' })).toEqual({ ...first, replayed: true });
  });

  it('answers it after a restart, and long after the stream has moved on', async () => {
    const item = await submitted();
    const first = await one.send(item, approve, { cause: 'press' });
    await one.send(item, { ...approve, step: 'director' });
    await one.send(item, { type: 'withdraw', reason: hash(9) });
    const restarted = await store.startProcess();
    expect(await restarted.send(item, approve, { cause: 'press' })).toEqual({ ...first, replayed: true });
    expect(await store.chain(item)).toHaveLength(5);
  });

  it('answers it whatever the second command says: the intention has been carried out', async () => {
    const item = await submitted();
    const first = await one.send(item, approve, { cause: 'press' });
    const other2 = { type: 'withdraw', reason: hash(9) } as const;
    expect(await one.send(item, other2, { cause: 'press' })).toEqual({ ...first, replayed: true });
  });

  it('of the birth of a stream makes one stream', async () => {
    const item = newItemId();
    const births = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? one : other).born(item, { cause: 'first press' })),
    );
    expect(births.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await store.chain(item)).toHaveLength(1);
  });

  it('is known per stream: the same cause on another stream is another intention', async () => {
    const [left, right] = [await submitted(), await submitted()];
    expect(await one.send(left, approve, { cause: 'press' })).toMatchObject({ replayed: false });
    expect(await one.send(right, approve, { cause: 'press' })).toMatchObject({ replayed: false });
  });
});

describe('the same cause at the same time', () => {
  it('is exactly one transition, in one process and in two, round after round', async () => {
    for (let round = 0; round < 10; round++) {
      const item = await submitted();
      const racers = Array.from({ length: 12 }, (_, n) =>
        (n % 2 === 0 ? one : other).send(item, approve, { cause: 'press' }),
      );
      const results = await Promise.all(racers);
      expect(new Set(results.map(({ seq }) => seq))).toEqual(new Set([3]));
      expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(await store.chain(item)).toHaveLength(3);
    }
  });
});

describe('different causes for the same decision at the same time', () => {
  it('are one decision and refusals: nobody approves twice', async () => {
    for (let round = 0; round < 10; round++) {
      const item = await submitted();
      const racers = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? one : other).send(item, approve));
      const results = await Promise.allSettled(racers);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      expect(new Set(refused)).toEqual(new Set(['current-step']));
    }
  });
});

describe('a lost reply', () => {
  /** A process whose inserts are done and then reported as failed, `times` times. */
  async function deafProcess(times: number, insertFirst: boolean) {
    const process = await store.startProcess();
    const transitions = driverOf(process.collections.transitions);
    const insertOne = transitions.insertOne.bind(transitions);
    let left = times;
    transitions.insertOne = async (...args) => {
      const deaf = left > 0;
      left -= 1;
      const result = !deaf || insertFirst ? await insertOne(...args) : null;
      if (deaf || result === null) throw new Error('connection closed');
      return result;
    };
    return process;
  }

  it('after the insert is 503 to the client, and its repetition gets the recorded result', async () => {
    const item = await submitted();
    const deaf = await deafProcess(1, true);
    expect(await refusalOf(deaf.send(item, approve, { cause: 'press' }))).toMatchObject({
      code: 'store-unavailable',
      status: 503,
    });
    expect(await deaf.send(item, approve, { cause: 'press' })).toMatchObject({ seq: 3, replayed: true });
    expect(await one.send(item, approve, { cause: 'press' })).toMatchObject({ seq: 3, replayed: true });
    expect(await store.chain(item)).toHaveLength(3);
  });

  it('before the insert is 503 too, and its repetition does it', async () => {
    const item = await submitted();
    const deaf = await deafProcess(2, false);
    for (let times = 0; times < 2; times++) {
      expect(await refusalOf(deaf.send(item, approve, { cause: 'press' }))).toMatchObject({ status: 503 });
    }
    expect(await deaf.send(item, approve, { cause: 'press' })).toMatchObject({ seq: 3, replayed: false });
  });

  it('leaves the transition for the sweep, because its process never learned of it', async () => {
    const item = await submitted();
    const deaf = await deafProcess(1, true);
    await refusalOf(deaf.send(item, approve, { cause: 'press' }));
    await deaf.relay.flush();
    expect((await store.head(item))?.pending).toBeInstanceOf(Date);
    await one.relay.sweep(0);
    expect((await store.head(item))?.pending).toBeUndefined();
    expect(await store.collections.items.findOne({ _id: item }).lean()).toMatchObject({ seq: 3 });
  });

  it('of a read is 503 as well, and never a "not found"', async () => {
    const item = await submitted();
    const process = await store.startProcess();
    const transitions = driverOf(process.collections.transitions);
    const find = transitions.find.bind(transitions) as typeof transitions.find;
    transitions.find = (() => {
      throw new Error('connection closed');
    }) as never;
    expect(await refusalOf(process.send(item, approve))).toMatchObject({ code: 'store-unavailable', status: 503 });
    transitions.find = find;
    expect(await process.send(item, approve)).toMatchObject({ seq: 3 });
  });

  it('of the recorded result is 503 as well', async () => {
    const item = await submitted();
    const process = await store.startProcess();
    await process.send(item, approve, { cause: 'press' });
    const transitions = driverOf(process.collections.transitions);
    transitions.findOne = (async () => {
      throw new Error('connection closed');
    }) as never;
    expect(await refusalOf(process.send(item, approve, { cause: 'press' }))).toMatchObject({ status: 503 });
  });
});
