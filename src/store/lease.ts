/** A lease document: of all processes that want to do a chore, one does it, and another takes over when it dies. */
import type { Collections } from './collections.ts';
import { isDuplicateKey } from './collections.ts';

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
  try {
    const { matchedCount, upsertedCount } = await leases.updateOne(
      { _id: name, $or: [{ holder }, { until: { $lt: new Date(now) } }] },
      { $set: { holder, until } },
      { upsert: true },
    );
    return matchedCount + upsertedCount === 1;
  } catch (error) {
    // The upsert ran into a lease that somebody else holds.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

export const releaseLease = ({ leases }: Pick<Collections, 'leases'>, name: string, holder: string): Promise<unknown> =>
  leases.deleteOne({ _id: name, holder });
