/**
 * What a commit costs: transitions through the real command path (policy, machine, zod, hash, effects) with the relay running and
 * projections up to date at the end, as a ratio to bare `insertOne` of a same-sized document on the same store in the same run.
 */

import { randomUUID } from 'node:crypto';
import { type Connection, trusted } from 'mongoose';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { databaseOf } from '#src/store/connect.ts';
import { transitionModel } from '#src/store/models/transition.ts';
import { seedPeople } from '../demo/people.ts';
import { type Figure, median } from './figures.ts';
import { actorsIn, emptyStore, openApp, submittedItem, type Walker } from './items.ts';

const PAIRS = 5;
const STREAMS = 200;

interface Layout {
  name: string;
  writers: number;
  streams: number;
  baselineWriters: number;
  commands: number;
}

const LAYOUTS: readonly Layout[] = [
  { name: 'streams-20', writers: 20, streams: STREAMS, baselineWriters: 20, commands: 6_000 },
  { name: 'streams-1', writers: 1, streams: STREAMS, baselineWriters: 1, commands: 1_500 },
  { name: 'hot-stream', writers: 20, streams: 1, baselineWriters: 1, commands: 1_500 },
];

/** Runs the layouts, each as the median of five alternating pairs. @param config names the store and the queue to use */
export async function benchCommit(config: Config, say: (line: string) => void): Promise<Figure[]> {
  await emptyStore(config);
  const app = await openApp(config);
  try {
    await seedPeople({ connection: app.connection, at: new Date() });
    await app.directory.refresh();
    const walkers = await prepareItems(app, STREAMS);
    // One approval and one regret each, so that there is a typical transition to measure the baseline with.
    for (const walker of walkers) {
      await walker.step();
      await walker.step();
    }
    say(`A transition is ${JSON.stringify(await typicalTransition(app.connection)).length} bytes of JSON.`);
    const figures: Figure[] = [];
    for (const layout of LAYOUTS) figures.push(await measure(app, walkers, layout, say));
    return figures;
  } finally {
    await app.connection.dropDatabase();
    await app.close();
  }
}

async function measure(app: App, walkers: Walker[], layout: Layout, say: (line: string) => void): Promise<Figure> {
  const runs: { rate: number; baseline: number; ratio: number }[] = [];
  for (let pair = 0; pair <= PAIRS; pair++) {
    const baseline = await bareInserts(app.connection, layout);
    const rate = await commits(app, walkers.slice(0, layout.streams), layout);
    // The first pair warms code and caches up and is not counted.
    if (pair === 0) continue;
    runs.push({ rate, baseline, ratio: rate / baseline });
    say(
      `${layout.name} ${pair}/${PAIRS}: ${rate.toFixed(0)}/s of ${baseline.toFixed(0)}/s = ${(rate / baseline).toFixed(2)}`,
    );
  }
  return {
    name: layout.name,
    value: median(runs.map(({ rate }) => rate)),
    unit: 'transitions/s',
    baseline: `insertOne of a same-sized document, ${layout.baselineWriters} writer(s): ${median(runs.map(({ baseline }) => baseline)).toFixed(0)}/s`,
    ratio: median(runs.map(({ ratio }) => ratio)),
  };
}

/** Committed transitions a second, until every projection shows them. */
async function commits(app: App, walkers: readonly Walker[], { writers, commands }: Layout): Promise<number> {
  let left = commands;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      // Each writer walks its own share of the streams; on one hot stream all walk the same.
      const share = walkers.filter((__, index) => index % writers === writer);
      const mine = share.length > 0 ? share : walkers;
      for (let turn = 0; left > 0; turn++) {
        left -= 1;
        await mine[turn % mine.length]?.step();
      }
    }),
  );
  await app.relay.flush();
  const seconds = (performance.now() - startedAt) / 1_000;
  const pending = await app.collections.transitions.countDocuments({ pending: trusted({ $exists: true }) });
  if (pending > 0) throw new Error(`${pending} transitions were not carried to their projections.`);
  return commands / seconds;
}

/** Bare inserts a second, of documents like the transitions, into a collection with nothing but its `_id`. */
async function bareInserts(connection: Connection, { baselineWriters, commands }: Layout): Promise<number> {
  const sample = await typicalTransition(connection);
  const bare = databaseOf(connection).collection(`bare-${randomUUID()}`);
  let left = commands;
  let number = 0;
  await bare.insertOne({ ...sample, _id: 'first' as never });
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: baselineWriters }, async () => {
      while (left > 0) {
        left -= 1;
        number += 1;
        await bare.insertOne({ ...sample, _id: `bare.${number}` as never });
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  await bare.drop();
  return commands / seconds;
}

async function typicalTransition(connection: Connection): Promise<Record<string, unknown>> {
  const sample = await transitionModel(connection).findOne({ seq: 3 }).lean();
  if (sample === null) throw new Error('There is no transition to measure with.');
  return { ...sample };
}

async function prepareItems(app: App, count: number): Promise<Walker[]> {
  const actors = actorsIn(await app.directory.current(), await app.clock.now());
  const walkers: Walker[] = [];
  for (let index = 0; index < count; index++) walkers.push(await submittedItem(app, actors, index));
  return walkers;
}
