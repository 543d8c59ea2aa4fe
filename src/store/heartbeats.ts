/**
 * Heartbeats of the worker processes. A process that stands still keeps its connection to Redis and looks alive there; here it falls
 * silent. All times are by the wall clock.
 */
import type { Collections } from './collections.ts';
import type { Heartbeat } from './models/heartbeat.ts';

type Rows = Pick<Collections, 'heartbeats'>;

export const BEAT_EVERY_MS = 15_000;
/** Who has said nothing for so long has stopped. */
export const SILENT_AFTER_MS = 90_000;
/** A process that fell silent and was never replaced was not needed: it is forgotten after a week. */
const FORGOTTEN_AFTER_MS = 7 * 86_400_000;

/** Writes down that the process lives. @throws what the store throws */
export async function noteHeartbeat(
  { heartbeats }: Rows,
  { _id, ...row }: Pick<Heartbeat, '_id' | 'name' | 'queues' | 'startedAt'>,
): Promise<void> {
  const seenAt = new Date();
  const purgeAt = new Date(seenAt.getTime() + FORGOTTEN_AFTER_MS);
  await heartbeats.updateOne({ _id }, { $set: { ...row, seenAt, purgeAt } }, { upsert: true });
}

/** The process stops in order, and nobody misses it. @throws what the store throws */
export const removeHeartbeat = ({ heartbeats }: Rows, process: string): Promise<unknown> =>
  heartbeats.deleteOne({ _id: process }).exec();

/** Processes that have said lately that they live, and those that have fallen silent, longest first. */
export interface WorkerProcesses {
  alive: Heartbeat[];
  silent: Heartbeat[];
}

/** @throws what the store throws */
export async function workerProcesses({ heartbeats }: Rows): Promise<WorkerProcesses> {
  return sortProcesses(await heartbeats.find({}).lean(), new Date());
}

/**
 * A process that was started for the same queues after another had fallen silent has taken its place, each that of one: a worker that
 * died and was started again is nothing to look at. Pure.
 */
export function sortProcesses(rows: readonly Heartbeat[], now: Date): WorkerProcesses {
  const isSilent = ({ seenAt }: Heartbeat) => now.getTime() - seenAt.getTime() > SILENT_AFTER_MS;
  const queuesOf = ({ queues }: Heartbeat) => queues.toSorted().join();
  const free = new Set(rows.toSorted((one, other) => one.startedAt.getTime() - other.startedAt.getTime()));
  const silent = rows.filter(isSilent).toSorted((one, other) => one.seenAt.getTime() - other.seenAt.getTime());
  const missed = silent.filter((gone) => {
    const next = [...free].find((row) => row.startedAt > gone.seenAt && queuesOf(row) === queuesOf(gone));
    return next === undefined || !free.delete(next);
  });
  return { alive: rows.filter((row) => !isSilent(row)), silent: missed };
}
