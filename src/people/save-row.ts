/** What the five save commands have in common: reading the input, and one guarded write. */
import type { Connection, Model, QueryFilter } from 'mongoose';
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Clock } from '#src/clock.ts';
import { isRefusal, notAllowedNow, notFound, stale } from '#src/errors.ts';
import type { Ids } from '#src/ids.ts';
import type { DirectorySource } from './directory.ts';
import type { Row } from './models.ts';
import { earlierRowModel, fromRow, personModel } from './models.ts';

export interface PeopleDeps {
  connection: Connection;
  directory: DirectorySource;
  clock: Clock;
  ids: Ids;
}

/** What saving a row takes: all of it, the revision that was read (null makes a new one), and for a new one perhaps no id. */
export const inputFor = <Shape extends z.ZodRawShape>({ shape }: { shape: Shape }) =>
  z.strictObject(shape).extend({ id: Id.optional(), rev: z.number().int().min(1).nullable() });

/**
 * Why a write failed, when a key is taken. Asked of the store and not read from the error: for a key that several want at the
 * same moment not every engine answers with the code of a duplicate.
 */
async function takenKey(deps: PeopleDeps, model: Model<unknown>, row: { _id: string; rev: number; email?: string }) {
  if (row.rev === 1 && (await model.exists({ _id: row._id }))) return notAllowedNow('id-in-use', { id: row._id });
  if (row.email === undefined) return null;
  const owner = await personModel(deps.connection).findOne({ email: row.email }).lean().exec();
  return owner && owner._id !== row._id ? notAllowedNow('email-in-use', { id: row._id }) : null;
}

/**
 * Keeps a row as it stands, before it is replaced: what was stored stays true whether or not its change then succeeds, so that no
 * stop between the two writes loses who changed what.
 */
async function keepEarlier<T extends { id: string; rev: number }>(
  { connection }: PeopleDeps,
  model: Model<Row<T>>,
  { id, rev }: { id: string; rev: number },
): Promise<void> {
  const stored = await model.findOne({ _id: id, rev } as unknown as QueryFilter<Row<T>>).lean();
  if (stored === null) return;
  const _id = `${id}.${rev}`;
  const earlier = earlierRowModel(connection);
  try {
    await earlier.replaceOne({ _id }, { _id, row: id, rev, stored }, { upsert: true });
  } catch (error) {
    // Two who change the same revision at the same moment keep the same.
    if ((await earlier.exists({ _id })) === null) throw error;
  }
}

/**
 * Writes one row: a new one when `rev` is null, else the next revision of the one the caller read.
 * @throws Refusal `id-in-use`, `email-in-use`, `not-found`, or `row-changed` (412) when somebody else was first
 */
export async function saveRow<T extends { id: string; rev: number }>(
  deps: PeopleDeps,
  model: Model<Row<T>>,
  change: { id: string; rev: number | null; fields: Omit<T, 'id' | 'rev'>; by: string | null },
): Promise<T> {
  const mark = { changedBy: change.by, changedAt: await deps.clock.now() };
  const rev = (change.rev ?? 0) + 1;
  const row = { ...change.fields, ...mark, rev, _id: change.id } as unknown as Row<T>;
  try {
    if (change.rev === null) {
      await model.create([row]);
    } else {
      await keepEarlier(deps, model, { id: change.id, rev: change.rev });
      const filter = { _id: change.id, rev: change.rev } as unknown as QueryFilter<Row<T>>;
      const written = await model.replaceOne(filter, row);
      if (written.matchedCount === 0) {
        if ((await model.findById(change.id).lean().exec()) === null) throw notFound(change.id);
        throw stale('row-changed', { id: change.id });
      }
    }
  } catch (error) {
    if (isRefusal(error)) throw error;
    throw (await takenKey(deps, model as unknown as Model<unknown>, row)) ?? error;
  }
  await deps.directory.refresh();
  return fromRow<T>(row);
}
