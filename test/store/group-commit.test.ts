import { beforeEach, describe, expect, it } from 'vitest';
import type { MachineEvent } from '#machines/run.ts';
import { driverOf } from '#src/model.ts';
import { MOST_TRANSITIONS } from '#src/store/group-commit.ts';
import { firstBrokenLink } from '#src/store/verify.ts';
import { organ, submit } from '../machines/given.ts';
import { newItemId, type Process, refusalOf, twoProcesses } from './processes.ts';

const { store, other } = await twoProcesses();
const extend = (id: string): MachineEvent => ({ type: 'extendRoute', steps: [organ(id, 'KB')], recommendation: null });

let one: Process;
/** The number of transitions in each insert of process `one`, and what came of it. */
let inserts: { transitions: number; error: unknown }[];
/** What happens after an insert of several and before its reply. */
let afterMany: () => void;

beforeEach(async () => {
  one = await store.startProcess();
  inserts = [];
  afterMany = () => {};
  const table = driverOf(one.collections.transitions);
  const { insertOne, insertMany } = {
    insertOne: table.insertOne.bind(table),
    insertMany: table.insertMany.bind(table),
  };
  table.insertOne = (record, ...rest) => noted(1, insertOne(record, ...rest));
  table.insertMany = (records, ...rest) =>
    noted(
      records.length,
      insertMany(records, ...rest).then((result) => {
        afterMany();
        return result;
      }),
    );
});

async function noted<T>(transitions: number, insert: Promise<T>): Promise<T> {
  const entry = { transitions, error: null as unknown };
  inserts.push(entry);
  return insert.catch((error: unknown) => {
    entry.error = error;
    throw error;
  });
}

/** Items on their way, known to process `one`, whose inserts are counted from here. */
async function itemsOnTheirWay(count: number): Promise<string[]> {
  const items = Array.from({ length: count }, newItemId);
  await Promise.all(items.map((item) => one.born(item)));
  await Promise.all(items.map((item) => one.send(item, submit())));
  inserts = [];
  return items;
}
const seqsOf = (items: readonly string[]) => Promise.all(items.map(async (item) => (await store.head(item))?.seq));

describe('commits of different streams that come at the same time', () => {
  it('go in two inserts: what comes while the first is on its way goes together in the second', async () => {
    const items = await itemsOnTheirWay(20);
    const first = one.send(items[0] as string, extend('more'));
    await expect.poll(() => inserts.length, { interval: 0 }).toBe(1);
    await Promise.all([first, ...items.slice(1).map((item) => one.send(item, extend('more')))]);
    expect(inserts).toEqual([
      { transitions: 1, error: null },
      { transitions: 19, error: null },
    ]);
    for (const item of items) expect(firstBrokenLink(await store.chain(item))).toBeNull();
    expect(await seqsOf(items)).toEqual(items.map(() => 3));
  });

  it('wait their turn when there are many: no insert holds more than its share', async () => {
    const items = await itemsOnTheirWay(2 * MOST_TRANSITIONS + 5);
    await Promise.all(items.map((item) => one.send(item, extend('more'))));
    expect(inserts.map(({ transitions }) => transitions)).toEqual([MOST_TRANSITIONS, MOST_TRANSITIONS, 5]);
    expect(await seqsOf(items)).toEqual(items.map(() => 3));
  });

  it('have each its own fate: those that another process has overtaken decide anew, the others are stored', async () => {
    const items = await itemsOnTheirWay(10);
    const overtaken = [items[0], items[4], items[9]] as string[];
    for (const item of overtaken) await other.send(item, extend('first'));
    const committed = await Promise.all(items.map((item) => one.send(item, extend('more'))));
    expect(committed.map(({ seq }) => seq)).toEqual(items.map((item) => (overtaken.includes(item) ? 4 : 3)));
    const [all, ...later] = inserts;
    expect(all).toMatchObject({
      transitions: 10,
      error: { writeErrors: [0, 4, 9].map((index) => ({ index, code: 11000 })) },
    });
    expect(later.map(({ error }) => error)).toEqual(later.map(() => null));
    for (const item of items) expect(firstBrokenLink(await store.chain(item))).toBeNull();
  });

  it('are refused each for its own reason, and nothing of a refused one is stored', async () => {
    const [first, second, third] = (await itemsOnTheirWay(3)) as [string, string, string];
    const results = await Promise.allSettled([
      one.send(first, extend('more')),
      one.send(second, { type: 'reopen' }),
      one.send(third, extend('more'), { expectedSeq: 1 }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await seqsOf([first, second, third])).toEqual([3, 2, 2]);
  });

  it('whose reply is lost are 503 each, and each gets its recorded result when it is asked for again', async () => {
    const items = await itemsOnTheirWay(6);
    afterMany = () => {
      throw new Error('connection closed');
    };
    const asked = items.map((item) => ({ item, cause: `lost-${item}` }));
    const refusals = await Promise.all(
      asked.map(({ item, cause }) => refusalOf(one.send(item, extend('more'), { cause }))),
    );
    expect(refusals.map(({ code, status }) => `${status} ${code}`)).toEqual(items.map(() => '503 store-unavailable'));
    afterMany = () => {};
    const again = await Promise.all(asked.map(({ item, cause }) => one.send(item, extend('more'), { cause })));
    expect(again).toMatchObject(items.map(() => ({ seq: 3, replayed: true })));
    expect(await seqsOf(items)).toEqual(items.map(() => 3));
  });
});

describe('the store', () => {
  it('names place and code of every transition of an insert that it has already, and takes the others', async () => {
    const items = await itemsOnTheirWay(6);
    const heads = await Promise.all(items.map((item) => store.head(item)));
    const next = heads.map((head, n) => ({ ...head, _id: n % 2 === 0 ? head?._id : `${items[n]}.3`, seq: 3 }));
    const error = await driverOf(store.collections.transitions)
      .insertMany(next as never, { ordered: false })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ writeErrors: [0, 2, 4].map((index) => ({ index, code: 11000 })) });
    expect(await seqsOf(items)).toEqual([2, 3, 2, 3, 2, 3]);
  });
});
