/** Who changed a row, and when; and what it was before. */
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'mongoose';
import type { PeopleTable } from '#src/people/directory.ts';
import { earlierRowModel, fromRow, type Row, tableModel } from '#src/people/models.ts';

/** A row as somebody left it. */
export interface Revision<T> {
  row: T;
  /** The person's id; null for the operator's own commands and what the demo began with. */
  by: string | null;
  at: Date;
}

/**
 * A row's last revisions, the newest and present one first. What was changed before revisions were kept is not among them.
 * @param most as many at most
 * @returns none for a row that does not exist
 */
export async function revisionsOf<T extends { id: string; rev: number }>(
  connection: Connection,
  table: PeopleTable,
  id: string,
  most: number,
): Promise<Revision<T>[]> {
  const present = await tableModel(connection, table).findOne({ _id: id }).lean();
  if (present === null) return [];
  const earlier = await earlierRowModel(connection).find({ row: id }).sort({ rev: -1 }).limit(most).lean();
  const { rev } = present as unknown as { rev: number };
  // The present row may have been kept already, by a change that was then refused.
  const before = earlier.filter((one) => one.rev < rev).map(({ stored }) => stored);
  return [present, ...before].slice(0, most).map((stored) => ({
    row: fromRow<T>(stored as unknown as Row<T>),
    by: stored.changedBy ?? null,
    at: stored.changedAt,
  }));
}

/**
 * The names of the fields in which a revision differs from the one before it; of a first one all that it has.
 * @returns none where the revision is not known
 */
export async function changedFields(
  connection: Connection,
  table: PeopleTable,
  { id, rev }: { id: string; rev: number },
): Promise<string[]> {
  const earlier = async (of: number) =>
    (
      await earlierRowModel(connection)
        .findOne({ _id: `${id}.${of}` })
        .lean()
    )?.stored;
  const [now, before] = await Promise.all([
    tableModel(connection, table)
      .findOne({ _id: id, rev })
      .lean()
      .then(async (row) => row ?? (await earlier(rev))),
    earlier(rev - 1),
  ]);
  if (!now) return [];
  const fieldsOf = (row: object | undefined): Record<string, unknown> => {
    const { _id, rev: _rev, changedBy, changedAt, ...fields } = { ...row } as Record<string, unknown>;
    return fields;
  };
  const [left, right] = [fieldsOf(before), fieldsOf(now)];
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.filter((name) => !isDeepStrictEqual(left[name], right[name])).toSorted();
}
