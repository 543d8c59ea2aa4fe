/** What the four save commands have in common: reading the input, and one guarded write. */
import type { Connection, Model, QueryFilter } from 'mongoose';
import type { z } from 'zod';
import type { Clock } from '#src/clock.ts';
import { badInput, notAllowedNow, notFound, stale } from '#src/errors.ts';
import type { Ids } from '#src/ids.ts';
import type { DirectorySource } from './directory.ts';
import type { Row } from './models.ts';
import { fromRow } from './models.ts';

export interface PeopleDeps {
  connection: Connection;
  directory: DirectorySource;
  clock: Clock;
  ids: Ids;
}

/**
 * Reads what came from outside.
 * @throws Refusal `bad-input` naming the fields
 */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw badInput({
    fields: result.error.issues.map((issue) => ({ path: issue.path.join('.'), rule: issue.message })),
  });
}

const isDuplicate = (error: unknown) => (error as { code?: unknown } | null)?.code === 11000;

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
      const filter = { _id: change.id, rev: change.rev } as unknown as QueryFilter<Row<T>>;
      const written = await model.replaceOne(filter, row);
      if (written.matchedCount === 0) {
        if ((await model.findById(change.id).lean().exec()) === null) throw notFound(change.id);
        throw stale('row-changed', { id: change.id });
      }
    }
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const sameId = change.rev === null && (await model.findById(change.id).lean().exec()) !== null;
    throw notAllowedNow(sameId ? 'id-in-use' : 'email-in-use', { id: change.id });
  }
  await deps.directory.refresh();
  return fromRow<T>(row);
}
