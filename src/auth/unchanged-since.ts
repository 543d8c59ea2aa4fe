/** Since when a person is the one that signed in: active all the time, with the same address and the same roles. */
import { type Connection, trusted } from 'mongoose';
import { earlierRowModel, personModel, type Row } from '#src/people/models.ts';
import type { Person } from '#src/people/types.ts';

type Access = Pick<Row<Person>, 'active' | 'email' | 'roles'>;

const accessOf = ({ email, roles }: Access): string => JSON.stringify([email, roles.toSorted()]);

/**
 * A session dies by comparison with what was kept of the person's row, whoever changed it and however: the pages, the API or the
 * operator's commands.
 * @param from the revision that a session was opened with
 * @returns whether it still holds
 */
export async function isUnchangedSince(connection: Connection, person: string, from: number): Promise<boolean> {
  const present = await personModel(connection).findById(person).lean().exec();
  if (!present?.active) return false;
  if (present.rev <= from) return true;
  const earlier = await earlierRowModel(connection)
    .find({ row: person, rev: trusted({ $gte: from }) })
    .lean()
    .exec();
  // A revision that was not kept proves nothing.
  if (!earlier.some(({ rev }) => rev === from)) return false;
  return earlier
    .map(({ stored }) => stored as unknown as Access)
    .every((row) => row.active && accessOf(row) === accessOf(present));
}

/** The revision of a person's row, or null where there is none. */
export const revisionOf = async (connection: Connection, person: string): Promise<number | null> =>
  (await personModel(connection).findById(person, { rev: 1 }).lean().exec())?.rev ?? null;
