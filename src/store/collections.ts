/** The collections of the store's core: their models on one connection. Only single-document operations are used (design § 4). */

import type { Connection, Model } from 'mongoose';
import { contentModel } from './models/content.ts';
import { deadlineModel } from './models/deadline.ts';
import { deliveryModel } from './models/delivery.ts';
import { draftModel } from './models/draft.ts';
import { editionModel } from './models/edition.ts';
import { fileModel, fileReceiptModel, fileUploadModel } from './models/file.ts';
import { heartbeatModel } from './models/heartbeat.ts';
import { leaseModel } from './models/lease.ts';
import { packetCheckModel } from './models/packet-check.ts';
import { packetCopyModel } from './models/packet-copy.ts';
import { packetOpeningModel } from './models/packet-opening.ts';
import { packetReadModel } from './models/packet-read.ts';
import { partialUploadModel, uploadPieceModel } from './models/partial-upload.ts';
import { printModel } from './models/print.ts';
import { renditionModel, renditionStepModel } from './models/rendition.ts';
import { searchRowModel, searchWordModel } from './models/search.ts';
import { hearingModel, itemModel, meetingModel } from './models/stream-rows.ts';
import { transitionModel } from './models/transition.ts';
import { workerToolsModel } from './models/worker-tools.ts';
import type { ItemRow, RowTable } from './projections.ts';

export const collectionsOf = (connection: Connection) => ({
  transitions: transitionModel(connection),
  contents: contentModel(connection),
  deliveries: deliveryModel(connection),
  items: itemModel(connection),
  meetings: meetingModel(connection),
  hearings: hearingModel(connection),
  deadlines: deadlineModel(connection),
  drafts: draftModel(connection),
  heartbeats: heartbeatModel(connection),
  leases: leaseModel(connection),
  files: fileModel(connection),
  fileUploads: fileUploadModel(connection),
  fileReceipts: fileReceiptModel(connection),
  editions: editionModel(connection),
  packetChecks: packetCheckModel(connection),
  packetOpenings: packetOpeningModel(connection),
  packetReads: packetReadModel(connection),
  packetCopies: packetCopyModel(connection),
  partialUploads: partialUploadModel(connection),
  uploadPieces: uploadPieceModel(connection),
  renditions: renditionModel(connection),
  renditionSteps: renditionStepModel(connection),
  prints: printModel(connection),
  searchRows: searchRowModel(connection),
  searchWords: searchWordModel(connection),
  workerTools: workerToolsModel(connection),
});
export type Collections = ReturnType<typeof collectionsOf>;

/** One of the tables with a row per stream, for what is done to all rows alike whatever they are rows of. */
export const rowsIn = (collections: Pick<Collections, RowTable>, table: RowTable): Model<ItemRow> =>
  collections[table] as unknown as Model<ItemRow>;

/** MongoDB's answer to a second insert of the same unique key. */
export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

interface WriteError {
  index?: number;
  code?: number;
  errmsg?: string;
}

/** What an insert of several says of single documents, by their places; undefined where the error is of no such insert. */
export function writeErrorsIn(error: unknown): readonly WriteError[] | undefined {
  const { writeErrors } = error as { writeErrors?: WriteError[] | WriteError };
  return writeErrors && [writeErrors].flat();
}

/**
 * Waits for an unordered insert of rows some of which may be there already.
 * @returns the places of those among the rows @throws what else went wrong
 */
export async function ignoreDuplicates(write: Promise<unknown>): Promise<ReadonlySet<number>> {
  try {
    await write;
    return new Set();
  } catch (error) {
    const all = writeErrorsIn(error) ?? [error as WriteError];
    // None at all: the request as a whole has failed, on a line that was cut perhaps, and nothing may have been written.
    if (all.length === 0 || !all.every(isDuplicateKey)) throw error;
    return new Set(all.map(({ index }) => index ?? 0));
  }
}
