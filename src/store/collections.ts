/** The collections of the store's core, typed. Only single-document operations are used on them (design § 4). */

import type { Connection, mongo } from 'mongoose';
import type { DueEvent, Effect } from '#machines/effects.ts';
import type { Claimed } from './claim.ts';
import { databaseOf } from './connect.ts';
import type { HearingRow, ItemRow, MeetingRow, RowTable } from './projections.ts';
import type { TransitionRecord } from './record.ts';

/** An immutable document addressed by the SHA-256 of its body; `erased` is the tombstone of a recorded erasure. */
interface ContentDocument {
  _id: string;
  body: unknown;
  storedAt: Date;
  erased?: { at: Date; reason: string };
}

/** One message that really went out for a delivery. */
export interface SentMessage {
  messageId: string;
  to: string;
  template: string;
  at: Date;
}

/** A row of the ledger: what an effect asked for and what became of it. Times are wall-clock. */
export interface Delivery extends Claimed {
  _id: string;
  stream: string;
  seq: number;
  effect: Effect;
  state: 'open' | 'done' | 'void' | 'failed';
  /** Not before this time: a try that failed notes here how long the queue waits before the next. */
  availableAt: Date;
  /** How often it has been claimed. */
  attempts: number;
  messages: SentMessage[];
  note: string | null;
  createdAt: Date;
  closedAt: Date | null;
}

/**
 * A point in time that somebody waits for. `pending` until it is due and its event is committed (`done`), or until it no longer
 * matters (`void`, with the reason). `basis` is how the time was found: rule, inputs, policy, version of the calendar, steps.
 */
export interface DeadlineRow extends Claimed {
  /** "<stream>-<kind>-<round>". */
  _id: string;
  stream: string;
  kind: string;
  dueAt: Date;
  state: 'pending' | 'done' | 'void';
  event: DueEvent;
  basis: Record<string, unknown>;
  /** Instant of the service's clock at which it was carried out or given up. */
  closedAt: Date | null;
  late: boolean | null;
  note: string | null;
  /** Somebody should know how it ended: it was fired late, or a rule refused it. */
  notable?: true;
}

export interface Draft {
  _id: string;
  rev: number;
  body: unknown;
  savedAt: Date;
  savedBy: string;
}

/** A stored file, by the SHA-256 of its bytes. It exists from the moment this row does. */
export interface FileRow {
  _id: string;
  /** The id of its bytes in GridFS. */
  bytes: mongo.ObjectId;
  /** Bytes. */
  size: number;
  mime: string;
  kind: string;
  storedAt: Date;
}

/** An upload under way: what to clean up when its process dies. Times are wall-clock. */
interface FileUpload {
  _id: mongo.ObjectId;
  hash: string;
  startedAt: Date;
}

/** "<hash> <for>": the file was uploaded for an item, or with an answer to a hearing. Only there may it be named. */
interface FileReceipt {
  _id: string;
  by: string;
  at: Date;
}

interface Lease {
  _id: string;
  holder: string;
  until: Date;
}

export interface Collections {
  transitions: mongo.Collection<TransitionRecord>;
  contents: mongo.Collection<ContentDocument>;
  deliveries: mongo.Collection<Delivery>;
  items: mongo.Collection<ItemRow>;
  meetings: mongo.Collection<MeetingRow>;
  hearings: mongo.Collection<HearingRow>;
  deadlines: mongo.Collection<DeadlineRow>;
  drafts: mongo.Collection<Draft>;
  leases: mongo.Collection<Lease>;
  files: mongo.Collection<FileRow>;
  fileUploads: mongo.Collection<FileUpload>;
  fileReceipts: mongo.Collection<FileReceipt>;
}

/** @throws Error before the connection is open */
export function collectionsOf(connection: Connection): Collections {
  const db = databaseOf(connection);
  return {
    transitions: db.collection<TransitionRecord>('transitions'),
    contents: db.collection<ContentDocument>('contents'),
    deliveries: db.collection<Delivery>('deliveries'),
    items: db.collection<ItemRow>('items'),
    meetings: db.collection<MeetingRow>('meetings'),
    hearings: db.collection<HearingRow>('hearings'),
    deadlines: db.collection<DeadlineRow>('deadlines'),
    drafts: db.collection<Draft>('drafts'),
    leases: db.collection<Lease>('leases'),
    files: db.collection<FileRow>('files'),
    fileUploads: db.collection<FileUpload>('fileUploads'),
    fileReceipts: db.collection<FileReceipt>('fileReceipts'),
  };
}

/** One of the tables with a row per stream, for what is done to all rows alike whatever they are rows of. */
export const rowsIn = (collections: Pick<Collections, RowTable>, table: RowTable): Collections['items'] =>
  collections[table] as Collections['items'];

/** MongoDB's answer to a second insert of the same unique key. */
export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;

/** Waits for an unordered insert of rows some of which may be there already. @throws what else went wrong */
export async function ignoreDuplicates(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const errors = (error as { writeErrors?: { code?: number }[] | { code?: number } }).writeErrors;
    const all = Array.isArray(errors) ? errors : errors ? [errors] : [error];
    // None at all: the request as a whole has failed, on a line that was cut perhaps, and nothing may have been written.
    if (all.length === 0 || !all.every(isDuplicateKey)) throw error;
  }
}
