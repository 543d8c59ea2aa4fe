/**
 * Carries what is committed to where it is read and done: rolls projections forward, enters effects in the ledger and meetings whose
 * packets may have changed, clears `pending`, then adds the jobs. Every step may be repeated: a crash between any two of them loses nothing.
 */
import { trusted } from 'mongoose';
import type { Effect } from '#machines/effects.ts';
import { driverOf } from '#src/model.ts';
import { type Collections, ignoreDuplicates, rowsIn } from './collections.ts';
import { enterDeadlines } from './deadlines.ts';
import { followItems, itemsToFollow } from './hearing-readers.ts';
import { newDelivery } from './ledger.ts';
import { enterPacketChecks } from './packet-checks.ts';
import { type HearingRow, type ItemRow, project, ROW_TABLES, type RowTable, tableOf } from './projections.ts';
import { readHead } from './read-stream.ts';
import type { TransitionRecord } from './record.ts';

export interface Relay {
  /** Takes a record this process has just committed; the work follows in bulk. */
  took(record: TransitionRecord): void;
  /** Does now what is taken so far and waits for it. */
  flush(): Promise<void>;
  /**
   * Read-your-writes: waits until the stream's row shows at least this transition.
   * @param after "<stream>.<seq>"; anything else is ignored, as it comes from an address line
   */
  catchUp(after: string): Promise<void>;
  /** Picks up what a process left behind that died before its relay ran. @returns how many records */
  sweep(olderThanMs: number): Promise<number>;
  /** Milliseconds that the oldest taken record has waited; 0 when there is none. */
  lag(): number;
  close(): Promise<void>;
}

export interface RelayDeps {
  collections: Collections;
  /** Adds a job for the ledger row of each effect; may fail, because reconcile adds the jobs that are missing. */
  addJobs(effects: readonly Effect[]): Promise<void>;
  onError(error: unknown): void;
  intervalMs?: number;
}

/** As many left-behind records are picked up at a time: whoever gets so many asks again. */
export const SWEEP_BATCH = 500;
/**
 * Under load the relay rests ten times as long as its last run took, at most half a second: its writes then stand in the way of
 * few commits, and a busy stream's row is written once for many transitions. Who has just acted waits for none of it (`catchUp`).
 */
const REST_FACTOR = 10;
const LONGEST_REST_MS = 500;

/** @param intervalMs the shortest rest between two runs */
export function createRelay({ collections, addJobs, onError, intervalMs = 100 }: RelayDeps): Relay {
  let taken: TransitionRecord[] = [];
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let restMs = intervalMs;

  const schedule = () => {
    if (timer === null && !closed) timer = setTimeout(() => void flush(), restMs);
  };

  async function runOnce(): Promise<void> {
    const batch = taken;
    taken = [];
    if (batch.length === 0) return;
    const startedAt = performance.now();
    try {
      await carry(collections, batch, addJobs);
    } catch (error) {
      // The store does not answer: what is taken waits here, and `pending` keeps it safe beyond this process.
      taken = [...batch, ...taken].slice(0, 50_000);
      onError(error);
    }
    restMs = Math.max(intervalMs, Math.min(LONGEST_REST_MS, REST_FACTOR * (performance.now() - startedAt)));
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    // One at a time: what comes in meanwhile is carried by the next run.
    while (running !== null) await running;
    running = runOnce().finally(() => {
      running = null;
      if (taken.length > 0) schedule();
    });
    return running;
  }

  return {
    took(record) {
      taken.push(record);
      schedule();
    },
    flush,
    async catchUp(after) {
      const match = /^((?:item|meeting|hearing)-[A-Za-z0-9-]{1,60})\.(\d{1,9})$/.exec(after);
      if (match === null) return;
      const [, stream = '', seq = ''] = match;
      const row = await rowsIn(collections, tableOf(stream)).findOne({ _id: stream }, { seq: 1 }).lean();
      if (row !== null && row.seq >= Number(seq)) return;
      const head = await readHead(collections, stream);
      if (head !== null) await rollForward(collections, [head]);
    },
    async sweep(olderThanMs) {
      const left = await collections.transitions
        .find({ pending: trusted({ $lt: new Date(Date.now() - olderThanMs) }) })
        .sort({ pending: 1 })
        .limit(SWEEP_BATCH)
        .lean();
      if (left.length > 0) await carry(collections, left, addJobs);
      return left.length;
    },
    lag: () => (taken[0]?.pending ? Date.now() - taken[0].pending.getTime() : 0),
    async close() {
      closed = true;
      await flush();
    },
  };
}

/**
 * What is written here is written by the driver: the relay competes with the commits, and its rows are made by us from records that
 * are validated. Through the models, unordered inserts of 100 rows took 1.52 times as long and 2.07 times the processor time,
 * clearing `pending` 1.5 times the processor time, on the embedded store.
 */
async function carry(
  collections: Collections,
  records: readonly TransitionRecord[],
  addJobs: RelayDeps['addJobs'],
): Promise<void> {
  const effects = records.flatMap((record) => record.effects.filter(isForTheLedger));
  await Promise.all([
    rollForward(collections, records),
    enterEffects(collections, records),
    enterDeadlines(collections, records),
    enterPacketChecks(collections, records),
  ]);
  await driverOf(collections.transitions).updateMany(
    { _id: { $in: records.map(({ _id }) => _id) } },
    { $unset: { pending: '' } },
  );
  // Nobody waits for Redis: when it does not answer, the ledger has the rows and reconcile adds their jobs later.
  if (effects.length > 0) void addJobs(effects).catch(() => undefined);
}

/** Writes the row of each stream's latest record; a row that is already newer stays. */
export async function rollForward(collections: Collections, records: readonly TransitionRecord[]): Promise<void> {
  const latest = new Map<string, TransitionRecord>();
  for (const record of records) {
    if ((latest.get(record.stream)?.seq ?? 0) < record.seq) latest.set(record.stream, record);
  }
  const rows = Object.groupBy([...latest.values()].map(project), ({ table }) => table);
  // One row type at a time: the table and its rows belong together.
  const rowsOf = (table: RowTable) => (rows[table] ?? []).map(({ row }) => row as ItemRow);
  await Promise.all(ROW_TABLES.map((table) => writeRows(rowsIn(collections, table), rowsOf(table))));
  const hearings = (rows.hearings ?? []).map(({ row }) => row as HearingRow);
  await followItems(collections, itemsToFollow(rowsOf('items'), hearings));
}

/**
 * Replace, and only where a row was missing insert and replace once more: no upsert, because one that runs into a newer row is
 * an error that not every engine names alike.
 */
async function writeRows(model: Collections['items'], rows: readonly ItemRow[]): Promise<void> {
  if (rows.length === 0) return;
  const table = driverOf(model);
  const ids = rows.map(({ _id }) => _id);
  const replaceOlder = () => table.updateMany({ _id: { $in: ids } }, newerOf(ids, rows));
  const { matchedCount } = await replaceOlder();
  if (matchedCount === rows.length) return;
  await ignoreDuplicates(table.insertMany([...rows], { ordered: false }));
  await replaceOlder();
}

/**
 * Replaces each row by its new one unless it is as new already. One statement for all of them costs the server half of what a
 * list of single replacements does.
 */
function newerOf(ids: readonly string[], rows: readonly ItemRow[]) {
  const next = { $arrayElemAt: [{ $literal: rows }, { $indexOfArray: [{ $literal: ids }, '$_id'] }] };
  // What a hearing's row has from its item stays.
  const newer = { $cond: [{ $lt: ['$seq', '$$next.seq'] }, { $mergeObjects: ['$$ROOT', '$$next'] }, '$$ROOT'] };
  return [{ $replaceWith: { $let: { vars: { next }, in: newer } } }];
}

async function enterEffects({ deliveries }: Collections, records: readonly TransitionRecord[]): Promise<void> {
  const now = new Date();
  const rows = records.flatMap(({ stream, seq, effects, pending = now }) =>
    effects
      .filter(isForTheLedger)
      .map((effect) => ({ ...newDelivery(effect, { stream, seq }, now), createdAt: pending })),
  );
  if (rows.length > 0) await ignoreDuplicates(driverOf(deliveries).insertMany(rows, { ordered: false }));
}

/** Mails and signals are deliveries; deadlines have rows of their own. */
const isForTheLedger = ({ kind }: Effect): boolean => kind === 'mail' || kind === 'signal';
