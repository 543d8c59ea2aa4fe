import { afterEach, describe, expect, it } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { rebuildDeadlines } from '#src/store/rebuild-deadlines.ts';
import { due, hash, submit } from '../machines/given.ts';
import { extend, invite, schedule } from '../machines/given-hearing.ts';
import { newItemId, type Process, twoProcesses } from '../store/processes.ts';

const { store, one, other } = await twoProcesses();
const NOON = new Date('2023-05-12T12:00:00.000Z');
let counter = 0;

const sweeper = (process: Process, at: Date) => ({ ...process, clock: fixedClock(at) });
const rowsOf = (stream: string) => store.collections.deadlines.find({ stream }).sort({ _id: 1 }).lean();
const row = async (stream: string, kind: string) => (await rowsOf(stream)).find((each) => each.kind === kind);
const happened = async (stream: string) => (await store.chain(stream)).map(({ event }) => event.type);
const at = (minute: number) => new Date(due(minute).dueAt);
/** A minute after, so that nothing is fired late. */
const soonAfter = (minute: number) => new Date(at(minute).getTime() + 60_000);

/** A hearing that opens at minute 10, reminds at 15, closes at 20 and ends its grace at 25. */
async function scheduled(process: Process): Promise<string> {
  counter += 1;
  const hearing = `hearing-sweep-${counter}`;
  await process.send(
    hearing,
    {
      type: 'plan',
      hearing,
      item: 'item-1',
      step: 'elders',
      version: hash(1),
      hearingType: 'elders-council',
      openTo: 'invited',
      answersPublic: true,
    },
    { origin: 'birth' },
  );
  await process.send(hearing, invite('elders'));
  await process.send(hearing, schedule(false));
  await process.relay.flush();
  return hearing;
}

// Each test leaves nothing for the sweeps of the next.
afterEach(() => store.collections.deadlines.deleteMany({ state: 'pending' }));

describe('the sweep', () => {
  it('fires what is due, in the order of time, and leaves the rest alone', async () => {
    const hearing = await scheduled(one);
    expect((await rowsOf(hearing)).map(({ kind, state }) => [kind, state])).toEqual([
      ['closes', 'pending'],
      ['graceEnds', 'pending'],
      ['opens', 'pending'],
      ['reminds', 'pending'],
    ]);
    expect(await sweepDeadlines(sweeper(one, soonAfter(20)))).toEqual({ done: 3, late: 2, void: 0, left: 0 });
    expect(await happened(hearing)).toEqual(['plan', 'invite', 'schedule', 'opens', 'reminds', 'closes']);
    expect(await row(hearing, 'closes')).toMatchObject({ state: 'done', late: false, closedAt: soonAfter(20) });
    expect(await row(hearing, 'graceEnds')).toMatchObject({ state: 'pending', closedAt: null });
    await sweepDeadlines(sweeper(one, soonAfter(25)));
    expect((await store.head(hearing))?.to).toBe('closed');
  });

  it('names the deadline in the event, and keeps how it was found in the row', async () => {
    const hearing = await scheduled(one);
    await sweepDeadlines(sweeper(one, soonAfter(10)));
    const head = await store.head(hearing);
    expect(head).toMatchObject({
      event: { type: 'opens', deadline: `${hearing}-opens-1`, late: false, window: 1 },
      cause: `${hearing}-opens-1`,
      actor: { kind: 'system', part: 'deadline' },
    });
    expect((await row(hearing, 'opens'))?.basis).toEqual({ rule: 'test' });
  });

  it('that was down fires what is overdue once, and as late', async () => {
    const hearing = await scheduled(one);
    await sweepDeadlines(sweeper(one, NOON));
    expect(await sweepDeadlines(sweeper(one, NOON))).toEqual({ done: 0, late: 0, void: 0, left: 0 });
    const chain = await store.chain(hearing);
    const fired = chain.filter(({ actor }) => actor.kind === 'system').map(({ event }) => event);
    expect(fired.map((event) => 'late' in event && event.late)).toEqual([true, true, true, true]);
    expect((await store.head(hearing))?.to).toBe('closed');
  });

  it('running twice at once in two processes fires every deadline once', async () => {
    const hearings: string[] = [];
    for (let n = 0; n < 40; n++) hearings.push(await scheduled(n % 2 === 0 ? one : other));
    const [mine, theirs] = await Promise.all([
      sweepDeadlines(sweeper(one, NOON)),
      sweepDeadlines(sweeper(other, NOON)),
    ]);
    // Whoever met a deadline whose predecessor the other one had leaves it for the next round.
    await sweepDeadlines(sweeper(one, NOON));
    expect(mine.void + theirs.void).toBe(0);
    for (const hearing of hearings) {
      expect((await happened(hearing)).slice(3)).toEqual(['opens', 'reminds', 'closes', 'graceEnds']);
      expect((await rowsOf(hearing)).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    }
  });

  it('that died after the transition and before closing the row is caught up with, and nothing happens twice', async () => {
    const hearing = await scheduled(one);
    const opens = await row(hearing, 'opens');
    if (opens === undefined) throw new Error('no deadline');
    await store.collections.deadlines.updateOne(
      { _id: opens._id },
      { $set: { claimedBy: 'a-process-that-died', claimedUntil: new Date(Date.now() - 1) } },
    );
    const event = { ...opens.event, deadline: opens._id, late: false } as never;
    await other.send(hearing, event, { origin: 'system', cause: opens._id });
    expect(await sweepDeadlines(sweeper(one, soonAfter(10)))).toMatchObject({ done: 1 });
    expect((await happened(hearing)).filter((type) => type === 'opens')).toHaveLength(1);
    expect(await row(hearing, 'opens')).toMatchObject({ state: 'done' });
  });

  it('leaves a row alone that another sweeper has, and takes it over when the claim has run out', async () => {
    const hearing = await scheduled(one);
    const claim = (until: number) =>
      store.collections.deadlines.updateMany(
        { stream: hearing },
        { $set: { claimedBy: 'somebody', claimedUntil: new Date(until) } },
      );
    await claim(Date.now() + 60_000);
    expect(await sweepDeadlines(sweeper(one, NOON))).toMatchObject({ done: 0 });
    await claim(Date.now() - 1);
    expect(await sweepDeadlines(sweeper(one, NOON))).toMatchObject({ done: 4 });
  });

  it('never loses a deadline that comes out of turn: it waits until the one before it has been fired', async () => {
    const hearing = await scheduled(one);
    await store.collections.deadlines.updateOne(
      { _id: `${hearing}-opens-1` },
      { $set: { claimedBy: 'slow', claimedUntil: new Date(Date.now() + 60_000) } },
    );
    expect(await sweepDeadlines(sweeper(one, NOON))).toMatchObject({ done: 0, void: 0, left: 3 });
    await store.collections.deadlines.updateOne({ _id: `${hearing}-opens-1` }, { $set: { claimedUntil: new Date(0) } });
    expect(await sweepDeadlines(sweeper(one, NOON))).toMatchObject({ done: 4 });
  });

  it('does not overtake another: what the later one would make void is still fired', async () => {
    const hearing = await scheduled(one);
    await sweepDeadlines(sweeper(one, soonAfter(10)));
    const held = (claimedUntil: Date) =>
      store.collections.deadlines.updateOne(
        { _id: `${hearing}-reminds-1` },
        { $set: { claimedBy: 'slow', claimedUntil } },
      );
    await held(new Date(Date.now() + 60_000));
    expect(await sweepDeadlines(sweeper(other, NOON))).toMatchObject({ done: 0, void: 0, left: 2 });
    await held(new Date(0));
    expect(await sweepDeadlines(sweeper(other, NOON))).toMatchObject({ done: 3, void: 0 });
  });

  it('closes as void, with the rule, what no longer means anything', async () => {
    const hearing = await scheduled(one);
    await sweepDeadlines(sweeper(one, soonAfter(10)));
    // Another process extends the window, and dies before its relay has dropped the old deadlines.
    await other.send(hearing, extend(40));
    expect(await sweepDeadlines(sweeper(one, soonAfter(25)))).toMatchObject({ void: 3 });
    expect(await row(hearing, 'closes')).toMatchObject({ state: 'void', note: 'current-window' });
    expect((await store.head(hearing))?.to).toBe('open');
  });

  it('has the last word on what it has claimed: fired, and dropped before its row was closed, is fired', async () => {
    const item = newItemId();
    await one.born(item);
    await one.send(item, submit());
    await one.relay.flush();
    const [reminder] = await rowsOf(item);
    if (reminder === undefined) throw new Error('no deadline');
    const claimed = { claimedBy: 'slow', claimedUntil: new Date(Date.now() + 60_000) };
    await store.collections.deadlines.updateOne({ _id: reminder._id }, { $set: claimed });
    const event = { ...reminder.event, deadline: reminder._id, late: false } as never;
    await other.send(item, event, { origin: 'system', cause: reminder._id });
    const by = { person: 'person-boss', office: 'office-chief', onBehalfOf: null };
    await one.send(item, { type: 'approve', step: 'chief', round: 1, version: hash(1), by });
    await one.relay.flush();
    await store.collections.deadlines.updateOne({ _id: reminder._id }, { $set: { claimedUntil: new Date(0) } });
    await sweepDeadlines(sweeper(one, new Date(reminder.dueAt.getTime() + 60_000)));
    expect(await row(item, 'reminderDue')).toMatchObject({ _id: reminder._id, state: 'done' });
  });

  it('does not see what was dropped: the item has moved on', async () => {
    const item = newItemId();
    await one.born(item);
    await one.send(item, submit());
    await one.relay.flush();
    const by = { person: 'person-boss', office: 'office-chief', onBehalfOf: null };
    await one.send(item, { type: 'approve', step: 'chief', round: 1, version: hash(1), by });
    await one.relay.flush();
    expect((await rowsOf(item)).map(({ _id, state, note }) => [_id, state, note])).toEqual([
      [`${item}-reminder-1`, 'void', 'no-longer-wanted'],
      [`${item}-reminder-2`, 'pending', null],
    ]);
  });
});

describe('the sweep of a process that dies', () => {
  /** The process's parts, of which step number `last` is the last that the world sees. */
  function dyingAfter(process: Process, last: number) {
    let steps = 0;
    const step = <T>(work: () => Promise<T>): Promise<T> => {
      steps += 1;
      return steps <= last ? work() : Promise.reject(new Error('this process is dead'));
    };
    const { deadlines } = process.collections;
    const mortal = new Proxy(deadlines, {
      get(target, name) {
        const real = Reflect.get(target, name);
        if (name === 'updateMany')
          return (...args: Parameters<typeof target.updateMany>) => step(() => target.updateMany(...args).exec());
        if (name !== 'find') return typeof real === 'function' ? real.bind(target) : real;
        return (...args: Parameters<typeof target.find>) => {
          const query = target.find(...args);
          const exec = query.exec.bind(query);
          return Object.assign(query, { exec: () => step(exec) });
        };
      },
    });
    const commit: Process['commit'] = (command) => step(() => process.commit(command));
    return { parts: { ...process, collections: { deadlines: mortal }, commit }, died: () => steps > last };
  }

  it('between any two of its steps leaves everything for the next, and the same story comes of it', async () => {
    let last = 0;
    for (let died = true; died; last++) {
      const hearing = await scheduled(one);
      const mortal = dyingAfter(one, last);
      await sweepDeadlines({ ...mortal.parts, clock: fixedClock(NOON) }).catch(() => null);
      died = mortal.died();
      // The claims of the dead run out.
      await store.collections.deadlines.updateMany({ stream: hearing }, { $set: { claimedUntil: new Date(0) } });
      await sweepDeadlines(sweeper(other, NOON));
      expect((await happened(hearing)).slice(3), `dead after step ${last}`).toEqual([
        'opens',
        'reminds',
        'closes',
        'graceEnds',
      ]);
      expect((await rowsOf(hearing)).map(({ state, late }) => [state, late])).toEqual(Array(4).fill(['done', true]));
    }
    // Look, claim, look at the claim and at others', four transitions, closing.
    expect(last).toBeGreaterThan(8);
  });

  it('calls late what was late when it was fired, not when the row was closed', async () => {
    const punctual = await store.startProcess({ clock: fixedClock(soonAfter(10)) });
    const hearing = await scheduled(punctual);
    const opens = await row(hearing, 'opens');
    const event = { ...opens?.event, deadline: opens?._id, late: false } as never;
    await punctual.send(hearing, event, { origin: 'system', cause: opens?._id ?? '' });
    await sweepDeadlines(sweeper(other, NOON));
    expect(await row(hearing, 'opens')).toMatchObject({ state: 'done', late: false });
    expect(await row(hearing, 'reminds')).toMatchObject({ state: 'done', late: true });
  });
});

describe('deadlines made anew from the transitions', () => {
  it('are the same as before: fired, dropped and still to come', async () => {
    const hearing = await scheduled(one);
    await sweepDeadlines(sweeper(one, soonAfter(15)));
    await one.send(hearing, extend(40));
    await one.relay.flush();
    const plain = async () =>
      (await rowsOf(hearing)).map(({ _id, state, dueAt, event, basis }) => ({ _id, state, dueAt, event, basis }));
    const before = await plain();
    await store.collections.deadlines.deleteMany({ stream: hearing });
    await rebuildDeadlines(store.collections);
    expect(await plain()).toEqual(before);
  });
});
