/** Where codes, sessions and limits are kept. None holds anything that lets a reader of the store sign in. */
import type { Connection, Model } from 'mongoose';
import { Schema } from 'mongoose';

export interface CodeRow {
  /** Keyed hash of the address: one row per address, so that a new code voids the old one. */
  _id: string;
  /** The browser that asked; its answer must bring this back. */
  request: string;
  /** Null for an address nobody has: such a row behaves like any other, so that nothing tells them apart. */
  person: string | null;
  codeHash: string;
  createdAt: Date;
  expiresAt: Date;
  triesLeft: number;
  usedAt: Date | null;
  purgeAt: Date;
}

export interface SessionRow {
  /** SHA-256 of the token; the token itself is only in the browser. */
  _id: string;
  person: string;
  /** What the person recognises the session by in a list. */
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  /** When it ends however much it is used. */
  expiresAt: Date;
  /** When a mailed code was last entered: a signature asks for a fresh one (design § 5, level 3). */
  freshCodeAt: Date;
  purgeAt: Date;
}

export interface LimitRow {
  _id: string;
  count: number;
  purgeAt: Date;
}

const options = { versionKey: false, minimize: false, autoIndex: false, strict: 'throw' } as const;

const codeSchema = new Schema<CodeRow>(
  {
    _id: String,
    request: String,
    person: String,
    codeHash: String,
    createdAt: Date,
    expiresAt: Date,
    triesLeft: Number,
    usedAt: Date,
    purgeAt: Date,
  },
  options,
);

const sessionSchema = new Schema<SessionRow>(
  {
    _id: String,
    person: String,
    userAgent: String,
    createdAt: Date,
    lastSeenAt: Date,
    expiresAt: Date,
    freshCodeAt: Date,
    purgeAt: Date,
  },
  options,
);

const limitSchema = new Schema<LimitRow>({ _id: String, count: Number, purgeAt: Date }, options);

export const codeModel = (connection: Connection): Model<CodeRow> =>
  (connection.models.SignInCode as Model<CodeRow> | undefined) ??
  connection.model<CodeRow>('SignInCode', codeSchema, 'signInCodes');

export const sessionModel = (connection: Connection): Model<SessionRow> =>
  (connection.models.Session as Model<SessionRow> | undefined) ??
  connection.model<SessionRow>('Session', sessionSchema, 'sessions');

export const limitModel = (connection: Connection): Model<LimitRow> =>
  (connection.models.SignInLimit as Model<LimitRow> | undefined) ??
  connection.model<LimitRow>('SignInLimit', limitSchema, 'signInLimits');

/**
 * When the store may throw a row away. By the wall clock on purpose: the store's own sweep knows no other, and would at once
 * throw away what the demo writes in the past. Whether a row still counts is never read from this.
 */
export const purgeAfter = (lifetimeMs: number): Date => new Date(Date.now() + lifetimeMs + 24 * 3_600_000);
