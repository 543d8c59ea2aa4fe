/** The collections of the store's core, typed. Only single-document operations are used on them (design § 4). */

import type { Connection, mongo } from 'mongoose';
import type { Effect } from '#machines/effects.ts';
import type { ItemRow, MeetingRow } from './projections.ts';
import type { TransitionRecord } from './record.ts';

/** An immutable document addressed by the SHA-256 of its body; `erased` is the tombstone of a recorded erasure. */
export interface ContentDocument {
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
export interface Delivery {
  _id: string;
  stream: string;
  seq: number;
  effect: Effect;
  state: 'open' | 'done' | 'void' | 'failed';
  /** Not before this time; a failed try moves it forward. */
  availableAt: Date;
  /** A worker has it until then; an expired claim may be taken over. */
  claimedUntil: Date;
  attempts: number;
  messages: SentMessage[];
  note: string | null;
  createdAt: Date;
  closedAt: Date | null;
}

export interface Draft {
  _id: string;
  rev: number;
  body: unknown;
  savedAt: Date;
  savedBy: string;
}

export interface Lease {
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
  drafts: mongo.Collection<Draft>;
  leases: mongo.Collection<Lease>;
}

export function collectionsOf(connection: Connection): Collections {
  const { db } = connection;
  if (db === undefined) throw new Error('The store is not connected.');
  return {
    transitions: db.collection<TransitionRecord>('transitions'),
    contents: db.collection<ContentDocument>('contents'),
    deliveries: db.collection<Delivery>('deliveries'),
    items: db.collection<ItemRow>('items'),
    meetings: db.collection<MeetingRow>('meetings'),
    drafts: db.collection<Draft>('drafts'),
    leases: db.collection<Lease>('leases'),
  };
}

/** MongoDB's answer to a second insert of the same unique key. */
export const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
