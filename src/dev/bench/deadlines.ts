/**
 * What deadlines cost. `due-10k`: 10,000 fall due in the same minute among 100,000 pending, two sweepers fire them, as a ratio of
 * wall time to 10,000 transitions committed through the real command path, one on each of 10,000 streams that are not in the cache.
 * `pending-100k`: the look-up of what is due with 100,000 pending rows against 1,000.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { trusted } from 'mongoose';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { dueRows, type Swept } from '#src/queue/sweep-deadlines.ts';
import { unclaimed } from '#src/store/claim.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { seedPeople } from '../demo/people.ts';
import { copyStreams, typicalStream } from './copies.ts';
import { type Figure, median } from './figures.ts';
import { actorsIn, asked, emptyStore, openApp } from './items.ts';
import type { FromSweeper, ToSweeper } from './sweeper.ts';

const STREAMS = 10_000;
const PENDING = 100_000;
const FEW = 1_000;
const WRITERS = 20;
const PAIRS = 3;
const LOOK_UPS = 60;
const CHUNK = 1_000;

/** @param config names the store and the queue to use */
export async function benchDeadlines(config: Config, say: (line: string) => void): Promise<Figure[]> {
  await emptyStore(config);
  const app = await openApp(config);
  try {
    await seedPeople({ connection: app.connection, at: new Date() });
    await app.directory.refresh();
    const template = await typicalStream(app);
    const lookUp = await measureLookUp(app, say);
    const due = await measureDue(app, config, template, say);
    return [due, lookUp];
  } finally {
    await app.connection.dropDatabase();
    await app.close();
  }
}

/** Milliseconds of one look-up of due rows, none of which is due: the median of many. */
async function lookUpMs({ collections }: App): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < LOOK_UPS; n++) {
    const startedAt = performance.now();
    await dueRows(collections, new Date());
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

async function measureLookUp(app: App, say: (line: string) => void): Promise<Figure> {
  const ratios: number[] = [];
  const many: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    await app.collections.deadlines.deleteMany({});
    await enterPending(app, FEW, 'few');
    const few = await lookUpMs(app);
    await enterPending(app, PENDING - FEW, 'many');
    const all = await lookUpMs(app);
    many.push(all);
    ratios.push(all / few);
    say(`pending-100k ${pair + 1}/${PAIRS}: ${all.toFixed(2)} ms of ${few.toFixed(2)} ms = ${(all / few).toFixed(2)}`);
  }
  return {
    name: 'pending-100k',
    value: median(many),
    unit: 'ms a look-up',
    baseline: `the same look-up with ${FEW} rows pending`,
    ratio: median(ratios),
  };
}

/** Rows that fall due over the next year. */
async function enterPending(app: App, count: number, prefix: string): Promise<void> {
  const now = Date.now();
  for (let start = 0; start < count; start += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - start) }, (_, n): DeadlineRow => {
      const stream = `item-${prefix}${start + n}`;
      return rowFor(stream, new Date(now + 3_600_000 + ((start + n) / count) * 365 * 86_400_000));
    });
    await app.collections.deadlines.insertMany(rows, { ordered: false });
  }
}

const rowFor = (stream: string, dueAt: Date): DeadlineRow => ({
  _id: `${stream}-reminder-1`,
  stream,
  kind: 'reminderDue',
  dueAt,
  state: 'pending',
  event: { type: 'reminderDue', request: 1 },
  basis: { rule: 'bench' },
  ...unclaimed(),
  closedAt: null,
  late: null,
  note: null,
});

async function measureDue(
  app: App,
  config: Config,
  template: readonly TransitionRecord[],
  say: (line: string) => void,
): Promise<Figure> {
  const seconds: number[] = [];
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const cold = await copyStreams(app, template, `c${pair}-`, STREAMS);
    const due = await copyStreams(app, template, `d${pair}-`, STREAMS);
    const now = Date.now();
    for (let start = 0; start < due.length; start += CHUNK) {
      // All of them in the same minute, which has just passed.
      const rows = due.slice(start, start + CHUNK).map((id, n) => rowFor(id, new Date(now - ((start + n) % 60_000))));
      await app.collections.deadlines.insertMany(rows, { ordered: false });
    }
    const baseline = await commitCold(config, cold);
    const swept = await sweepTwice(app, due);
    seconds.push(swept);
    ratios.push(swept / baseline);
    say(
      `due-10k ${pair + 1}/${PAIRS}: ${swept.toFixed(2)} s of ${baseline.toFixed(2)} s = ${(swept / baseline).toFixed(2)}`,
    );
  }
  return {
    name: 'due-10k',
    value: median(seconds),
    unit: 's',
    baseline: `${STREAMS} commands on streams not in the cache, ${WRITERS} writers`,
    ratio: median(ratios),
  };
}

/** Seconds for one command on each stream, in a process that has seen none of them; projections included. */
async function commitCold(config: Config, items: readonly string[]): Promise<number> {
  const app = await openApp(config);
  try {
    const { approver } = actorsIn(await app.directory.refresh(), await app.clock.now());
    const sample = await app.readHead(items[0] ?? '');
    const context = sample?.state.context as ItemContext;
    const read = { step: 'r1-1', round: context.round, version: context.version?.hash };
    let next = 0;
    const startedAt = performance.now();
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        for (let item = items[next++]; item !== undefined; item = items[next++]) {
          await approveItem.run(app, asked(approver), { item, ...read });
        }
      }),
    );
    await app.relay.flush();
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await app.close();
  }
}

/** Seconds until two sweepers, each a process of its own, have fired all that is due and carried it to the projections. */
async function sweepTwice(app: App, items: readonly string[]): Promise<number> {
  const sweepers = await Promise.all([openSweeper(app.config), openSweeper(app.config)]);
  const startedAt = performance.now();
  const swept = await Promise.all(sweepers.map((sweep) => sweep()));
  const seconds = (performance.now() - startedAt) / 1_000;
  const done = swept.reduce((sum, each) => sum + each.done, 0);
  await assertEachOnce(app, items, done);
  return seconds;
}

/** Starts a sweeper and waits until it stands by. @returns has it sweep once, and says what it did */
async function openSweeper(config: Config): Promise<() => Promise<Swept>> {
  const child = fork(new URL('./sweeper.ts', import.meta.url));
  const say = (message: ToSweeper) => child.send(message);
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`a sweeper ended with ${code ?? signal}`)));
  });
  ended.catch(() => undefined);
  const answer = () => Promise.race([once(child, 'message').then(([said]) => said as FromSweeper), ended]);
  say({ config });
  await answer();
  return async () => {
    say('sweep');
    return (await answer()) as Swept;
  };
}

/** @throws Error unless every deadline was fired exactly once and its row is closed */
async function assertEachOnce({ collections }: App, items: readonly string[], done: number): Promise<void> {
  const [first = '', last = ''] = [items[0], items.at(-1)];
  const prefix = first.slice(0, first.length - 1);
  const range = { _id: trusted({ $gte: prefix, $lt: `${prefix}~` }) };
  const fired = await collections.transitions.countDocuments({ ...range, 'event.type': 'reminderDue' });
  const closed = await collections.deadlines.countDocuments({ ...range, state: 'done' });
  if (fired !== items.length || closed !== items.length) {
    throw new Error(`${items.length} due (… ${last}), ${done} swept, ${fired} fired, ${closed} closed`);
  }
}
