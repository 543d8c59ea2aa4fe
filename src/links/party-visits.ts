/**
 * When a party first entered its code behind its link: for those who wonder whether an invitation was seen. That the link was opened
 * says nothing, because mail scanners open links as well. Nothing is decided by it.
 */
import { type Connection, trusted } from 'mongoose';
import { isDuplicateKey } from '#src/store/collections.ts';
import { partyVisitModel } from './models.ts';
import type { PartyOf } from './party-link.ts';

/** Notes the first time; a later one changes nothing. */
export async function noteVisit(connection: Connection, { hearing, party }: PartyOf, at: Date): Promise<void> {
  try {
    await partyVisitModel(connection).insertOne({ _id: `${hearing} ${party}`, at });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** The first time of each of a hearing's parties, by party. */
export async function visitsOf(connection: Connection, hearing: string): Promise<Map<string, Date>> {
  const rows = await partyVisitModel(connection)
    .find({ _id: trusted({ $gt: `${hearing} `, $lt: `${hearing}!` }) })
    .lean();
  return new Map(rows.map(({ _id, at }) => [_id.slice(hearing.length + 1), at]));
}
