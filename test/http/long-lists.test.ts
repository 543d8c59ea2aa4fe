/** Lists of a town with more rows than a list reads at once: what the reader may see is found behind what others have. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driverOf } from '#src/model.ts';
import { differingProjections, hasOlderRows, rebuildProjections } from '#src/store/rebuild.ts';
import { day, hearingsOver } from './hearing-world.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let officer: Browser;
let hearings: Awaited<ReturnType<typeof hearingsOver>>;
const OTHERS = 700;
const EMIL = 'person-emil-toftegaard';

beforeAll(async () => {
  world = await createWorld();
  hearings = await hearingsOver(world);
  officer = hearings.officer;
});
afterAll(() => world.close());

/** Copies of a row that belong to an item which nobody here may read. */
async function copies(table: 'hearings' | 'deadlines', of: string, change: (n: number) => object) {
  const model = driverOf(world.app.collections[table] as never);
  const row = await model.findOne({ _id: of as never });
  await model.insertMany(Array.from({ length: OTHERS }, (_, n) => ({ ...row, ...change(n) })) as never);
}
const hearingsOf = async (browser: Browser): Promise<string[]> =>
  (await browser.get('/api/v1/hearings').expect(200)).body.hearings.map(({ id }: { id: string }) => id);

describe('the list of hearings', () => {
  it('finds those of its reader behind any number that others run, and those without a window too', async () => {
    const { hearing } = await hearings.open();
    const planned = await hearings.planned('general');
    await world.app.relay.flush();
    await copies('hearings', hearing, (n) => ({
      _id: `hearing-of-others${n}`,
      item: `item-of-others${n}`,
      readers: ['author:person-of-others', 'role:secretariat'],
      closesAt: new Date(Date.parse('2025-01-01T00:00:00Z') + n * 1_000).toISOString(),
    }));
    expect(await hearingsOf(officer)).toEqual([planned, hearing]);
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    const all = await hearingsOf(secretary);
    expect(all).toHaveLength(200);
    expect(all[0]).toBe(planned);
    await driverOf(world.app.collections.hearings).deleteMany({ _id: /of-others/ as never });
  });

  it('follows who may read the item: handed over, it is on the list of whoever writes it now, and a rebuild makes it again', async () => {
    const { hearing } = await hearings.open();
    const emil = await world.signIn(address('emil.toftegaard'));
    await world.app.relay.flush();
    expect(await hearingsOf(emil)).toEqual([]);
    const item = (await hearings.contextOf(hearing)).item;
    await officer
      .post(`/api/v1/items/${item}/events`)
      .send({ type: 'handOver', to: EMIL, reason: 'Jeg går på barsel.' })
      .expect(200);
    await world.app.relay.flush();
    expect(await hearingsOf(emil)).toEqual([hearing]);
    expect(await hearingsOf(officer)).not.toContain(hearing);
    // A newer row of the hearing keeps what it has from the item.
    const moved = { type: 'extend', closesOn: day(90), graceMinutes: 60, reason: 'Ferie.' };
    await emil.post(`/api/v1/hearings/${hearing}/events`).send(moved).expect(200);
    await world.app.relay.flush();
    expect(await hearingsOf(emil)).toEqual([hearing]);

    const { collections } = world.app;
    await until(
      () => differingProjections(collections),
      (rows) => rows.length === 0,
    );
    await driverOf(collections.hearings).updateOne({ _id: hearing as never }, { $unset: { readers: '' } });
    expect(await hasOlderRows(collections)).toBe(true);
    expect(await differingProjections(collections)).toEqual([hearing]);
    await rebuildProjections(collections);
    expect(await hasOlderRows(collections)).toBe(false);
    expect(await differingProjections(collections)).toEqual([]);
    expect(await hearingsOf(emil)).toEqual([hearing]);
  });
});

describe('the list of deadlines', () => {
  it("finds what went wrong on an officer's item behind any number of those on the items of others", async () => {
    const { hearing } = await hearings.open('general', { from: 1 });
    await world.app.relay.flush();
    const own = { state: 'void', note: 'current-window', notable: true };
    const closedAt = new Date('2023-11-20T08:00:00Z');
    const { deadlines } = world.app.collections;
    await deadlines.updateOne({ _id: `${hearing}-opens-1` }, { $set: { ...own, closedAt } });
    await copies('deadlines', `${hearing}-opens-1`, (n) => ({
      _id: `hearing-of-others${n}-opens-1`,
      stream: `hearing-of-others${n}`,
      closedAt: new Date(closedAt.getTime() + (n + 1) * 1_000),
    }));
    const { body } = await officer.get('/api/v1/deadlines').expect(200);
    expect(body.notable.map(({ on }: { on: { id: string } }) => on.id)).toEqual([hearing]);
  });
});
