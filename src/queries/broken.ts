/**
 * What is broken, worst first: for the page of operations, an administrator's start page and the daily mail. Counts and queues only;
 * never what an item says.
 */
import { trusted } from 'mongoose';
import type { Broken } from '#machines/effects.ts';
import type { Clock } from '#src/clock.ts';
import type { Config } from '#src/config.ts';
import type { Directory } from '#src/people/directory.ts';
import { vacantOffices } from '#src/people/offices.ts';
import { PACKET_KINDS, packetKind } from '#src/queue/packet.ts';
import { QUEUE_NAMES, type QueueName, type Queues } from '#src/queue/queues.ts';
import { RECONCILE_LEASE } from '#src/queue/reconcile.ts';
import type { Collections } from '#src/store/collections.ts';
import { type WorkerProcesses, workerProcesses } from '#src/store/heartbeats.ts';
import { atOffices } from '#src/store/item-filters.ts';
import { oldestWork } from './queue-figures.ts';

export interface BrokenDeps {
  collections: Collections;
  queues: Pick<Queues, 'queue'>;
  clock: Clock;
  config: Pick<Config, 'STUCK_JOB_MINUTES'>;
}

const PATIENCE_MS = 1_500;

const found = (kind: Broken['kind'], more: Partial<Omit<Broken, 'kind'>> = {}): Broken => ({
  kind,
  queue: null,
  count: 0,
  seconds: 0,
  ...more,
});

/**
 * How many workers of each queue are connected to Redis. One that stands still is: who counts them looks at heartbeats too.
 * @returns null when Redis does not answer in time
 */
async function workersConnected({ queues }: Pick<BrokenDeps, 'queues'>): Promise<Record<QueueName, number> | null> {
  const asked = async () => {
    const each = QUEUE_NAMES.map(async (name) => [name, await queues.queue(name).getWorkersCount()] as const);
    return Object.fromEntries(await Promise.all(each)) as Record<QueueName, number>;
  };
  const givenUp = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null).unref());
  return Promise.race([asked().catch(() => null), givenUp]);
}

const beating = (queue: QueueName, { alive }: WorkerProcesses): number =>
  alive.filter(({ queues }) => queues.includes(queue)).length;

/** Workers of each queue that are connected and live. Pure. */
const workingOf = (connected: Record<QueueName, number>, processes: WorkerProcesses): Record<QueueName, number> => {
  const each = QUEUE_NAMES.map((name) => [name, Math.min(connected[name], beating(name, processes))] as const);
  return Object.fromEntries(each) as Record<QueueName, number>;
};

/** @returns how many workers send mails; by their heartbeats alone where Redis does not answer. @throws what the store throws */
export async function mailWorkers(deps: Pick<BrokenDeps, 'queues' | 'collections'>): Promise<number> {
  const [connected, processes] = await Promise.all([workersConnected(deps), workerProcesses(deps.collections)]);
  return connected === null ? beating('mail', processes) : workingOf(connected, processes).mail;
}

/** @returns what is broken now, worst first; nothing where all is well. @throws what the store throws */
export const whatIsBroken = async (deps: BrokenDeps, directory: Directory): Promise<Broken[]> =>
  (await machineryState(deps, directory)).broken;

/** The same, with the figures that it follows from. @throws what the store throws */
export async function machineryState(deps: BrokenDeps, directory: Directory) {
  const { collections, config } = deps;
  const limit = config.STUCK_JOB_MINUTES * 60;
  const now = await deps.clock.now();
  const [connected, processes, lease, oldest, leftBehind, mails, signals, work, vacant] = await Promise.all([
    workersConnected(deps),
    workerProcesses(collections),
    collections.leases.findOne({ _id: RECONCILE_LEASE }).lean(),
    oldestWork(deps),
    collections.transitions.countDocuments({ pending: trusted({ $lt: new Date(Date.now() - limit * 1_000) }) }),
    collections.deliveries.countDocuments({ state: 'failed', 'effect.kind': 'mail' }),
    collections.deliveries.countDocuments({ state: 'failed', 'effect.kind': 'signal' }),
    failedWorkCount(collections),
    vacantSteps(collections, directory, now),
  ]);
  const workers = connected && workingOf(connected, processes);
  const counted = (kind: Broken['kind'], count: number) => (count > 0 ? [found(kind, { count })] : []);
  const broken: Broken[] = [
    ...(workers === null ? [found('redis-away')] : []),
    ...(lease === null || lease.until.getTime() < Date.now() ? [found('no-worker')] : []),
    ...silentWorkers(processes),
    ...QUEUE_NAMES.flatMap((queue) => (workers?.[queue] === 0 ? [found('queue-without-worker', { queue })] : [])),
    ...QUEUE_NAMES.flatMap((queue) =>
      oldest[queue] > limit ? [found('stuck-jobs', { queue, seconds: oldest[queue] })] : [],
    ),
    ...counted('left-behind', leftBehind),
    ...counted('failed-mails', mails),
    ...counted('failed-signals', signals),
    ...counted('failed-work', work),
    ...counted('vacant-steps', vacant),
  ];
  return { workers, processes, oldest, broken };
}

function silentWorkers({ silent: [longest, ...others] }: WorkerProcesses): Broken[] {
  if (longest === undefined) return [];
  const seconds = Math.max(0, Date.now() - longest.seenAt.getTime()) / 1_000;
  return [found('silent-workers', { count: 1 + others.length, seconds })];
}

async function failedWorkCount(collections: Collections): Promise<number> {
  const counts = Object.keys(PACKET_KINDS).map((kind) => {
    const { rows, filter } = packetKind(kind);
    return rows(collections).countDocuments({ ...filter, state: 'failed' });
  });
  return (await Promise.all(counts)).reduce((all, count) => all + count, 0);
}

/** Items that wait for the approval of an office that nobody can act for. */
async function vacantSteps({ items }: Collections, directory: Directory, now: Date): Promise<number> {
  const vacant = vacantOffices(directory, now);
  return vacant.length === 0 ? 0 : items.countDocuments(atOffices(vacant));
}
