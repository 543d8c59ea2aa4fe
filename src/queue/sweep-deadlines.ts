/**
 * Turns deadlines that are due into events of their streams. Any number of sweepers may run at once: a claim keeps them out of each
 * other's way, and the event's cause, which is the deadline's id, makes it happen once whatever becomes of the claim.
 */
import { randomUUID } from 'node:crypto';
import { type mongo, trusted } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import { isRefusal } from '#src/errors.ts';
import { CLAIM_MS, claimable, claimFor, unclaimed } from '#src/store/claim.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Commit } from '#src/store/commit.ts';
import { earlierPending } from '#src/store/deadlines.ts';
import type { DeadlineRow } from '#src/store/models/deadline.ts';

export interface SweepDeps {
  collections: Pick<Collections, 'deadlines'>;
  commit: Commit;
  clock: Clock;
  /** Called with what no rule explains; the deadline is tried again in the next round. */
  onError?(error: unknown): void;
}

export interface Swept {
  done: number;
  /** Of those done, how many were fired late. */
  late: number;
  void: number;
  /** Left for the next round: the store was away, or an earlier deadline of the stream must come first and is not ours. */
  left: number;
}

/** Deadlines claimed at a time; two sweepers share the work in pieces of this size. */
const BATCH = 500;
/** Streams whose events are committed at the same time. */
const WIDTH = 20;
/** Swept later than this after it was due, a deadline is fired as late: nobody swept when it should have been. */
const LATE_MS = 5 * 60_000;

type Outcome = { kind: 'done'; late: boolean } | { kind: 'void'; note: string } | { kind: 'left' };

/**
 * One round: everything that is due by the service's clock.
 * @throws what the store throws when it cannot be asked what is due
 */
export async function sweepDeadlines(deps: SweepDeps): Promise<Swept> {
  const swept: Swept = { done: 0, late: 0, void: 0, left: 0 };
  const sweeper = randomUUID();
  const leave: string[] = [];
  for (;;) {
    const now = await deps.clock.now();
    const rows = await claimDue(deps.collections, sweeper, now, leave);
    if (rows === null) return swept;
    const outcomes = await carryOut(deps, rows, now, await heldByOthers(deps.collections, sweeper, now));
    await settle(deps.collections, sweeper, outcomes, now);
    for (const [id, { kind, ...rest }] of outcomes) {
      swept[kind] += 1;
      if ('late' in rest && rest.late) swept.late += 1;
      if (kind === 'left') leave.push(id);
    }
  }
}

const free = () => ({ state: 'pending', ...claimable() }) as const;

/**
 * The next rows that are due and that nobody has claimed, in the order of their time.
 * @param now by the service's clock
 * @param leave ids of those that are not wanted
 */
export const dueRows = (
  { deadlines }: SweepDeps['collections'],
  now: Date,
  leave: readonly string[] = [],
): Promise<DeadlineRow[]> =>
  deadlines
    .find({
      ...free(),
      dueAt: trusted({ $lte: now }),
      ...(leave.length > 0 ? { _id: trusted({ $nin: [...leave] }) } : {}),
    })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean()
    .exec();

/** The next due rows that nobody else has; null when there are none, [] when others were quicker. */
async function claimDue(
  collections: SweepDeps['collections'],
  sweeper: string,
  now: Date,
  leave: readonly string[],
): Promise<DeadlineRow[] | null> {
  const { deadlines } = collections;
  const due = await dueRows(collections, now, leave);
  if (due.length === 0) return null;
  const ids = due.map(({ _id }) => _id);
  await deadlines.updateMany({ _id: trusted({ $in: ids }), ...free() }, { $set: claimFor(sweeper, CLAIM_MS) });
  const mine = await deadlines
    .find({ _id: trusted({ $in: ids }), state: 'pending', claimedBy: sweeper })
    .select({ _id: 1 })
    .lean();
  const claimed = new Set(mine.map(({ _id }) => _id));
  return due.filter(({ _id }) => claimed.has(_id)).map((row) => ({ ...row, claimedBy: sweeper }));
}

/**
 * Of each stream, when the earliest deadline is due that another sweeper has claimed. Asked after the own claim: a deadline due before
 * one's own would have been in that claim if nobody else had it.
 */
async function heldByOthers(
  { deadlines }: SweepDeps['collections'],
  sweeper: string,
  now: Date,
): Promise<Map<string, Date>> {
  const held = await deadlines
    .find({
      state: 'pending',
      dueAt: trusted({ $lte: now }),
      claimedUntil: trusted({ $gt: new Date() }),
      claimedBy: trusted({ $nin: [sweeper, null] }),
    })
    .sort({ dueAt: -1 })
    .select({ stream: 1, dueAt: 1 })
    .lean();
  return new Map(held.map(({ stream, dueAt }) => [stream, dueAt]));
}

/** Streams side by side, the deadlines of one stream one after the other in the order of their time. */
async function carryOut(
  deps: SweepDeps,
  rows: readonly DeadlineRow[],
  now: Date,
  held: ReadonlyMap<string, Date>,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const byStream = Map.groupBy(rows, ({ stream }) => stream).values();
  const work = async () => {
    for (const ofStream of byStream) {
      let left = false;
      for (const row of ofStream) {
        const before = held.get(row.stream);
        // What is due before it is claimed by another sweeper, and must happen first.
        left ||= before !== undefined && before < row.dueAt;
        const outcome: Outcome = left ? { kind: 'left' } : await fireDeadline(deps, row, now);
        left ||= outcome.kind === 'left';
        outcomes.set(row._id, outcome);
      }
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  return outcomes;
}

const isLate = ({ dueAt }: DeadlineRow, now: Date): boolean => now.getTime() - dueAt.getTime() > LATE_MS;

/**
 * Commits the deadline's event on its stream. The deadline's id is the cause, so it happens once.
 * @param now by the service's clock
 */
async function fireDeadline(
  { commit, collections, onError }: SweepDeps,
  row: DeadlineRow,
  now: Date,
): Promise<Outcome> {
  const late = isLate(row, now);
  try {
    const { replayed, at } = await commit({
      stream: row.stream,
      origin: 'system',
      cause: row._id,
      decide: () => ({
        event: { ...row.event, deadline: row._id, late },
        actor: { kind: 'system', part: 'deadline' },
      }),
    });
    // Fired by one that died before it could close the row: late is what was late then.
    return { kind: 'done', late: replayed ? isLate(row, new Date(at)) : late };
  } catch (error) {
    if (!isRefusal(error)) onError?.(error);
    if (!isRefusal(error) || error.status >= 500) return { kind: 'left' };
    // Out of turn: what closes a window must not be lost for want of its opening.
    const early = await earlierPending(collections, row).catch(() => true);
    return early ? { kind: 'left' } : { kind: 'void', note: error.code };
  }
}

/** Rows are closed only now that their transitions are committed; a crash before this finds the cause when it is fired again. */
async function settle(
  { deadlines }: SweepDeps['collections'],
  sweeper: string,
  outcomes: ReadonlyMap<string, Outcome>,
  closedAt: Date,
): Promise<void> {
  const groups = Map.groupBy(outcomes, ([, outcome]) => JSON.stringify(outcome));
  await Promise.all(
    [...groups.values()].map((group) => {
      const ids = group.map(([id]) => id);
      const [[, outcome] = []] = group;
      if (outcome === undefined) return null;
      return deadlines.updateMany(
        { _id: trusted({ $in: ids }), state: 'pending', claimedBy: sweeper },
        { $set: changeFor(outcome, closedAt) },
      );
    }),
  );
}

function changeFor(outcome: Outcome, closedAt: Date): mongo.MatchKeysAndValues<DeadlineRow> {
  if (outcome.kind === 'left') return { ...unclaimed() };
  return {
    state: outcome.kind,
    closedAt,
    late: outcome.kind === 'done' ? outcome.late : null,
    note: outcome.kind === 'void' ? outcome.note : null,
    ...(outcome.kind === 'void' || outcome.late ? { notable: true } : {}),
  };
}
