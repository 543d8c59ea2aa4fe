/** Who changed a row last, and when. */
import type { Connection } from 'mongoose';
import type { PeopleTable } from '#src/people/directory.ts';
import { tableModel } from '#src/people/models.ts';

export interface LastChange {
  /** The person's id; null for the operator's own commands and what the demo began with. */
  by: string | null;
  at: Date;
}

/** @returns null for a row that does not exist */
export async function lastChange(connection: Connection, table: PeopleTable, id: string): Promise<LastChange | null> {
  const row = await tableModel(connection, table).findOne({ _id: id }).lean();
  return row && { by: row.changedBy, at: row.changedAt };
}
