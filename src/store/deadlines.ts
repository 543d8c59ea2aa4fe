/** Enters the deadlines that transitions ask for, and takes away those that no longer matter. */
import { trusted } from 'mongoose';
import type { DeadlineEffect } from '#machines/effects.ts';
import { waitingDue } from '#src/deadlines/waiting-due.ts';
import { driverOf } from '#src/model.ts';
import { unclaimed } from './claim.ts';
import { type Collections, ignoreDuplicates } from './collections.ts';
import type { DeadlineRow } from './models/deadline.ts';
import type { TransitionRecord } from './record.ts';

export const DROPPED = 'no-longer-wanted';

/**
 * Inserts, never overwrites: an id stands for one deadline for good. One that is dropped before it was entered (another process may
 * be quicker) is entered all the same and falls to the guard of its machine.
 */
export async function enterDeadlines(
  { deadlines }: Pick<Collections, 'deadlines'>,
  records: readonly TransitionRecord[],
): Promise<void> {
  const rows = records.flatMap(({ stream, at, effects }) =>
    effects.flatMap((effect) => (effect.kind === 'deadline' ? [deadlineRow(stream, at, effect.params)] : [])),
  );
  if (rows.length > 0) await ignoreDuplicates(driverOf(deadlines).insertMany(rows, { ordered: false }));
  const dropped = records.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'drop-deadlines' ? effect.params.ids : [])),
  );
  if (dropped.length === 0) return;
  const at = new Date(records.at(-1)?.at ?? 0);
  await deadlines.updateMany(
    // One that a sweeper has claimed may be fired already: that sweeper, or whoever takes it over, finds out.
    { _id: trusted({ $in: dropped }), state: 'pending', claimedBy: null },
    { $set: { state: 'void', note: DROPPED, closedAt: at } },
  );
}

/** The next deadline that is still to come; null where there is none. @param until no later than this instant */
export const nextDeadline = (
  { deadlines }: Pick<Collections, 'deadlines'>,
  until?: Date,
): Promise<DeadlineRow | null> =>
  deadlines
    .findOne({ state: 'pending', ...(until ? { dueAt: trusted({ $lte: until }) } : {}) })
    .sort({ dueAt: 1 })
    .lean()
    .exec();

/** A range of the primary key: ids begin with the stream's, and "." follows "-". */
export const idsOfStream = (stream: string) => trusted({ $gt: `${stream}-`, $lt: `${stream}.` });

/** Whether another deadline of the same stream, due before this one, has still to be fired by another sweeper. */
export async function earlierPending(
  { deadlines }: Pick<Collections, 'deadlines'>,
  { _id, stream, dueAt, claimedBy }: DeadlineRow,
): Promise<boolean> {
  const earlier = await deadlines
    .findOne(
      {
        _id: trusted({ ...idsOfStream(stream), $ne: _id }),
        stream,
        state: 'pending',
        dueAt: trusted({ $lt: dueAt }),
        claimedBy: trusted({ $ne: claimedBy }),
      },
      { _id: 1 },
    )
    .lean();
  return earlier !== null;
}

/** A row that nobody has taken up yet. @param at ISO instant of the transition that asks for it: rules count from there */
export function deadlineRow(stream: string, at: string, { id, due, event }: DeadlineEffect['params']): DeadlineRow {
  const { dueAt, basis } = 'rule' in due ? waitingDue(due.rule, at) : due;
  return {
    _id: id,
    stream,
    kind: event.type,
    dueAt: new Date(dueAt),
    state: 'pending',
    event,
    basis,
    ...unclaimed(),
    closedAt: null,
    late: null,
    note: null,
  };
}
