/**
 * Pages while a packet is built: a secretary reads the meeting and one of its items again and again, first while nothing else is done,
 * then while the packet worker prepares sixty bilag and builds.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { sessionCookie } from '#src/auth/cookie.ts';
import { createSessions } from '#src/auth/sessions.ts';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { seedPeople } from '../../demo/people.ts';
import { type Figure, median } from '../figures.ts';
import { emptyStore, openApp } from '../items.ts';
import { benchMeeting } from './agenda.ts';
import type { BenchFile } from './bilag.ts';
import { build } from './build.ts';
import { startBenchWeb, startBenchWorker } from './processes.ts';
import type { ReaderData } from './reader-thread.ts';
import { warmUp } from './warm-up.ts';

/** What it was in one run, in milliseconds. */
export interface WebRound {
  /** The 95th percentile of a page's time while nothing else is done, and while the packet is built. */
  idle: number;
  busy: number;
  /** The longest that the web process' event loop was held up meanwhile. */
  idleDelay: number;
  busyDelay: number;
}

/** The web process' event loop is never to be held up for longer. */
const MOST_DELAY_MS = 50;
const WARM_MS = 3_000;
const IDLE_MS = 10_000;
/** Between the pages: a reader reads. */
const REST_MS = 20;
/** The packet is looked at seldom enough not to be felt. */
const LOOK_MS = 250;

/** On an empty store and queues of its own: nothing is ever taken away from under a worker. */
export async function measureWeb(config: Config, files: readonly BenchFile[]): Promise<WebRound> {
  await emptyStore(config);
  const app = await openApp(config);
  await seedPeople({ connection: app.connection, at: new Date() });
  await app.directory.refresh();
  const agenda = await benchMeeting(app, files);
  const web = await startBenchWeb(app);
  const cookie = await signedIn(app, agenda.secretary.person);
  const pages = [`${web.url}/moeder/${agenda.meeting}`, `${web.url}/punkter/${agenda.first}`];
  const reader = startReader({ pages, cookie, restMs: REST_MS });
  const worker = await startBenchWorker(app, 'packet');
  try {
    await warmUp(app);
    await reader.read(pause(WARM_MS));
    await loopDelay(web.url);
    const idle = percentile95(await reader.read(pause(IDLE_MS)));
    const idleDelay = await loopDelay(web.url);
    const busy = percentile95(await reader.read(build(app, agenda, LOOK_MS)));
    return { idle, busy, idleDelay, busyDelay: await loopDelay(web.url) };
  } finally {
    await reader.stop();
    await worker.stop();
    await web.stop();
    await app.connection.dropDatabase();
    await app.close();
  }
}

/** `web-p95` against the same while nothing else is done, `web-delay` against what is meant to be its most. */
export function webFigures(rounds: readonly WebRound[]): Figure[] {
  const middle = (of: (round: WebRound) => number) => median(rounds.map(of));
  const delay = middle(({ busyDelay }) => busyDelay);
  return [
    {
      name: 'web-p95',
      value: middle(({ busy }) => busy),
      unit: 'ms',
      baseline: `while nothing else is done: ${middle(({ idle }) => idle).toFixed(0)} ms`,
      ratio: middle(({ busy, idle }) => busy / idle),
    },
    {
      name: 'web-delay',
      value: delay,
      unit: 'ms',
      baseline: `${MOST_DELAY_MS} ms; while nothing else is done: ${middle(({ idleDelay }) => idleDelay).toFixed(0)} ms`,
      ratio: delay / MOST_DELAY_MS,
    },
  ];
}

async function signedIn({ connection, clock, config }: App, person: string): Promise<string> {
  const { token } = await createSessions({ connection, clock }).open(person, 'bench');
  return `${sessionCookie(config.PUBLIC_URL).name}=${token}`;
}

/** @returns what reads the pages in turn until something is over, and says how long each took, in milliseconds */
function startReader(data: ReaderData) {
  const thread = new Worker(new URL('./reader-thread.ts', import.meta.url), { workerData: data, name: 'reader' });
  return {
    async read(until: Promise<unknown>): Promise<number[]> {
      const times = once(thread, 'message') as Promise<[number[]]>;
      times.catch(() => undefined);
      thread.postMessage('begin');
      await until;
      thread.postMessage('end');
      return (await times)[0];
    },
    stop: () => thread.terminate(),
  };
}

/** The longest hold-up of a web process' event loop since this was asked last, in milliseconds, as perf_hooks saw it. */
async function loopDelay(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(metrics) ?? [];
  return Number(seconds) * 1_000;
}

function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}
