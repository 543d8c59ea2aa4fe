/** Group commit: transitions of different streams that come while an insert is on its way go to the store together in the next. */
import { Histogram } from 'prom-client';
import { registry } from '#src/metrics.ts';
import { driverOf } from '#src/model.ts';
import { batched } from './batched.ts';
import { type Collections, writeErrorsIn } from './collections.ts';
import type { TransitionRecord } from './record.ts';

/** With a transition's largest context and event, a request stays far below the 48 MB that the wire protocol carries. */
export const MOST_TRANSITIONS = 50;

const sizes = new Histogram({
  name: 'sagsgang_commit_insert_transitions',
  help: 'How many transitions went to the store in one insert; the sum divided by the count is the mean',
  buckets: [1, 2, 5, 10, 20, MOST_TRANSITIONS],
  registers: [registry],
});

/**
 * @returns inserts one transition and resolves once the store has it. It throws an error with code 11000 where the store has one of
 *   that id already, which concerns no other transition of the same insert, and what the driver throws where the insert as a whole
 *   fails: then nobody knows whether the transition is stored
 */
export function createGroupCommit({ transitions }: Pick<Collections, 'transitions'>) {
  // The driver's own inserts: a transition is validated by zod and machine and hashed, so mongoose has nothing to find and could only
  // change it. Through the model this process spends 1.22 times as much processor time on an insert (`insertOne`; `create` 1.53).
  const table = driverOf(transitions);
  return batched(
    async (records: readonly TransitionRecord[]) => {
      sizes.observe(records.length);
      const [first] = records;
      if (first !== undefined && records.length === 1) return [await table.insertOne(first).then(() => undefined)];
      const failed = await refusedBy(table.insertMany([...records], { ordered: false }));
      return records.map((_, index) => failed.get(index));
    },
    { betweenMs: 0, most: MOST_TRANSITIONS },
  );
}

/** By their places, the documents that an unordered insert has not taken. @throws what concerns the insert as a whole */
async function refusedBy(insert: Promise<unknown>): Promise<ReadonlyMap<number, Error>> {
  try {
    await insert;
    return new Map();
  } catch (error) {
    const refused = writeErrorsIn(error) ?? [];
    if (refused.length === 0) throw error;
    return new Map(refused.map(({ index = 0, code, errmsg }) => [index, Object.assign(new Error(errmsg), { code })]));
  }
}
