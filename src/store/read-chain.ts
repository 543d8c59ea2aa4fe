/** Reads a stream as it is stored, to be verified. */
import type { Connection } from 'mongoose';
import { collectionsOf } from './collections.ts';
import { ofStream } from './record.ts';

/** The stream's records in order, without what lies outside the hash; whatever else somebody put there is kept. */
export async function readChain(connection: Connection, stream: string): Promise<unknown[]> {
  const { transitions } = collectionsOf(connection);
  const records = await transitions.find(ofStream(stream)).sort({ seq: 1 }).toArray();
  return records.map(({ _id, pending: _pending, ...chained }) => chained);
}
