/** The indexes that the schemas declare: made by `npm run indexes` and `npm start`, compared at every start. */
import type { Connection, Model } from 'mongoose';
import { auditModel } from '#src/audit/models.ts';
import { codeModel, knownBrowserModel, limitModel, sessionModel } from '#src/auth/models.ts';
import { clockModel } from '#src/demo-clock.ts';
import { linkModel, partyVisitModel } from '#src/links/models.ts';
import { mailProbeModel } from '#src/mail/mail-probe.ts';
import {
  closureModel,
  delegationModel,
  earlierRowModel,
  officeModel,
  organModel,
  personModel,
} from '#src/people/models.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { byteChunkModel, byteFileModel } from '#src/store/models/file.ts';

/** The model of every collection of the service, on one connection. */
export const modelsOn = (connection: Connection): readonly Model<unknown>[] =>
  [
    ...Object.values(collectionsOf(connection)),
    ...[byteFileModel, byteChunkModel].map((model) => model(connection)),
    ...[personModel, officeModel, organModel, delegationModel, closureModel, earlierRowModel].map((model) =>
      model(connection),
    ),
    ...[codeModel, knownBrowserModel, sessionModel, limitModel].map((model) => model(connection)),
    ...[linkModel, partyVisitModel, clockModel, mailProbeModel, auditModel].map((model) => model(connection)),
  ] as unknown as Model<unknown>[];

/**
 * Makes every index that is missing; existing ones are left as they are, also those that no schema declares.
 * `createIndexes` and `diffIndexes` were tried on the embedded store (FerretDB 2.7 on DocumentDB 1.0): plain, unique, partial and
 * expiring indexes are made and compared as on MongoDB.
 * @returns how many are in place
 * @throws the server's error where an index has a declared one's name and is another
 */
export async function applyIndexes(connection: Connection): Promise<number> {
  let count = 0;
  for (const model of modelsOn(connection)) {
    await model.createIndexes();
    count += model.schema.indexes().length;
  }
  return count;
}

export interface MissingIndexes {
  /** Without them promises would be broken silently. */
  unique: string[];
  /** Without them the service is slow. */
  other: string[];
}

/** Compares what the schemas declare with what the store has. @returns what is missing, as "collection (fields)" */
export async function missingIndexes(connection: Connection): Promise<MissingIndexes> {
  const missing: MissingIndexes = { unique: [], other: [] };
  const compared = modelsOn(connection)
    .filter(({ schema }) => schema.indexes().length > 0)
    .map(async (model) => [model, (await model.diffIndexes()).toCreate as Record<string, unknown>[]] as const);
  for (const [model, toCreate] of await Promise.all(compared)) {
    for (const key of toCreate) {
      const kind = isUnique(model, key) ? 'unique' : 'other';
      missing[kind].push(`${model.collection.name} (${Object.keys(key).join(', ')})`);
    }
  }
  return missing;
}

const isUnique = ({ schema }: Model<unknown>, key: Record<string, unknown>): boolean =>
  schema.indexes().some(([own, { unique }]) => unique === true && JSON.stringify(own) === JSON.stringify(key));
