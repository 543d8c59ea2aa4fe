/** A lease document: of all processes that want to do a chore, one does it, and another takes over when it dies. */
import { trusted } from 'mongoose';
import { type Collections, ignoreDuplicates, isDuplicateKey } from './collections.ts';

/**
 * Takes or renews a lease.
 * @param forMs how long nobody else may have it
 * @returns whether `holder` has it now
 */
export async function holdLease(
  { leases }: Pick<Collections, 'leases'>,
  name: string,
  holder: string,
  forMs: number,
): Promise<boolean> {
  const now = Date.now();
  const until = new Date(now + forMs);
  const { matchedCount } = await leases.updateOne(
    { _id: name, $or: [{ holder }, { until: trusted({ $lt: new Date(now) }) }] },
    { $set: { holder, until } },
  );
  if (matchedCount === 1) return true;
  try {
    await leases.insertOne({ _id: name, holder, until });
    return true;
  } catch (error) {
    // Somebody else holds it.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Gives a lease up, should `holder` still have it. */
export const releaseLease = ({ leases }: Pick<Collections, 'leases'>, name: string, holder: string): Promise<unknown> =>
  leases.deleteOne({ _id: name, holder }).exec();

/**
 * Writes down that `holder` has just done a chore that needs no lock.
 * @param forMs how long nobody need wonder when it is done next
 */
export async function noteChore(
  { leases }: Pick<Collections, 'leases'>,
  name: string,
  holder: string,
  forMs: number,
): Promise<void> {
  const until = new Date(Date.now() + forMs);
  const { matchedCount } = await leases.updateOne({ _id: name }, { $set: { holder, until } });
  if (matchedCount === 0) await ignoreDuplicates(leases.insertOne({ _id: name, holder, until }));
}
