/**
 * When a party's link was first opened: for those who wonder whether an invitation was seen. A note and no proof, because mail
 * scanners open links as well; nothing is decided by it.
 */
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '#src/store/collections.ts';
import { databaseOf } from '#src/store/connect.ts';
import type { PartyOf } from './party-link.ts';

interface Visit {
  /** "<hearing> <party>". */
  _id: string;
  at: Date;
}

const visits = (connection: Connection) => databaseOf(connection).collection<Visit>('partyVisits');

/** Notes the first visit; a later one changes nothing. */
export async function noteVisit(connection: Connection, { hearing, party }: PartyOf, at: Date): Promise<void> {
  try {
    await visits(connection).insertOne({ _id: `${hearing} ${party}`, at });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** The first visit of each of a hearing's parties, by party. */
export async function visitsOf(connection: Connection, hearing: string): Promise<Map<string, Date>> {
  const rows = await visits(connection)
    .find({ _id: { $gt: `${hearing} `, $lt: `${hearing}!` } })
    .toArray();
  return new Map(rows.map(({ _id, at }) => [_id.slice(hearing.length + 1), at]));
}
