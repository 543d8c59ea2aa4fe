/** Whoever plays with the demo puts its clock forward, and sees a deadline pass. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countingPolicy, DEFAULT_POLICY } from '#src/calendar/counting-policy.ts';
import { rollForward } from '#src/calendar/hverdage.ts';
import { address, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({}, {});
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  // A day on which the town hall is open: of another one the page would warn first.
  const date = rollForward(
    new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
    countingPolicy(DEFAULT_POLICY, []),
  );
  await secretary.post('/moeder').type('form').send({ organ: 'organ-oek', date, startsAt: '13:00' }).expect(303);
  await world.app.relay.flush();
});
afterAll(() => world?.close());

const dueNext = () => world.app.collections.deadlines.findOne({ state: 'pending' }).sort({ dueAt: 1 }).lean();

describe("the demo's clock", () => {
  it('is put forward to the next deadline, which happens', async () => {
    const next = await dueNext();
    await world.agent().post('/ur').type('form').send({ to: 'frist' }).expect(303);
    expect((await world.app.clock.now()).getTime()).toBeGreaterThanOrEqual(next?.dueAt.getTime() ?? Number.NaN);
    expect((await dueNext())?._id).not.toBe(next?._id);
  });

  it('runs on, and is put forward by a day', async () => {
    const before = await world.app.clock.now();
    await world.agent().post('/ur').type('form').send({ to: 'dag' }).expect(303);
    const after = await world.app.clock.now();
    expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(86_400_000);
    expect((await world.agent().get('/ur').expect(200)).text).toContain('Uret viser');
  });
});
