/** Puts the demo's people into the store. */
import type { Connection, Model } from 'mongoose';
import type { Row } from '#src/people/models.ts';
import { delegationModel, officeModel, organModel, personModel } from '#src/people/models.ts';
import { Delegation, Office, Organ, Person } from '#src/people/types.ts';
import { DEMO_DELEGATIONS, DEMO_OFFICES, DEMO_ORGANS, DEMO_PEOPLE } from './people-data.ts';

/** Adds rows that are not there yet, all in one request; what somebody has changed since stays as it is. */
async function addMissing<T extends { id: string }>(model: Model<Row<T>>, rows: readonly T[], at: Date) {
  if (rows.length === 0) return 0;
  const written = await model.bulkWrite(
    rows.map(({ id, ...fields }) => ({
      updateOne: {
        filter: { _id: id },
        update: { $setOnInsert: { ...fields, changedBy: null, changedAt: at } },
        upsert: true,
      },
    })) as unknown as Parameters<typeof model.bulkWrite>[0],
  );
  return written.upsertedCount;
}

/**
 * Adds the demo's people, offices, organs and delegations. May be run again: it only adds what is missing.
 * @param at what the rows say about when they were made
 * @returns how many rows were added
 */
export async function seedPeople(parts: { connection: Connection; at: Date }): Promise<number> {
  const { connection, at } = parts;
  const added = [
    await addMissing(personModel(connection), Person.array().parse(DEMO_PEOPLE), at),
    await addMissing(officeModel(connection), Office.array().parse(DEMO_OFFICES), at),
    await addMissing(organModel(connection), Organ.array().parse(DEMO_ORGANS), at),
    await addMissing(delegationModel(connection), Delegation.array().parse(DEMO_DELEGATIONS), at),
  ];
  return added.reduce((sum, one) => sum + one, 0);
}
