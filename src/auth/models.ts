/** Where codes, sessions and limits are kept. None holds anything that lets a reader of the store sign in. */
import { modelOf, rowSchema } from '#src/model.ts';

/** `underway`: nothing else is known. `delayed`: the server has not taken it, and it is tried again. `refused`: it will not come. */
export const CODE_MAIL_STATES = ['underway', 'sent', 'delayed', 'refused'] as const;
export type CodeMailState = (typeof CODE_MAIL_STATES)[number];

export interface CodeRow {
  /** Sorts by when it was made. */
  _id: string;
  /** Whose code it is, and in which browser: keyed hashes. The answer must bring it back. */
  request: string;
  /** Null for an address nobody has: such a row behaves like any other, so that nothing distinguishes them. */
  person: string | null;
  codeHash: string;
  createdAt: Date;
  expiresAt: Date;
  triesLeft: number;
  usedAt: Date | null;
  /** Whoever asked knows that somebody has the address, and may be shown what becomes of the mail. Missing in rows from before. */
  knowsAddress?: boolean;
  /** What has become of it (code-mail.ts); of an address that nobody has it stays `underway`. */
  mail?: CodeMailState;
  purgeAt: Date;
}

/** A browser in which somebody has signed in: its next request for a code is no stranger's. */
export interface KnownBrowserRow {
  /** Keyed hash of the address and the token that the browser keeps. */
  _id: string;
  person: string;
  expiresAt: Date;
  purgeAt: Date;
}

export interface SessionRow {
  /** SHA-256 of the token; the token itself is only in the browser. */
  _id: string;
  person: string;
  /** The revision of the person's row when it was opened (unchanged-since.ts). Null, or missing in rows from before: not known. */
  personRev?: number | null;
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

const codeSchema = rowSchema<CodeRow>({
  _id: { type: String, required: true },
  request: { type: String, required: true },
  person: String,
  codeHash: { type: String, required: true },
  createdAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  triesLeft: { type: Number, required: true },
  usedAt: Date,
  knowsAddress: Boolean,
  mail: String,
  purgeAt: { type: Date, required: true },
});
// Old codes are not kept.
codeSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });
// A browser's codes are looked for, the newest first.
codeSchema.index({ request: 1, _id: -1 }, { name: 'request_newest' });

const knownBrowserSchema = rowSchema<KnownBrowserRow>({
  _id: { type: String, required: true },
  person: { type: String, required: true },
  expiresAt: { type: Date, required: true },
  purgeAt: { type: Date, required: true },
});
// A browser that has not been signed in with for long is forgotten.
knownBrowserSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });
// Signing out everywhere forgets all of a person's.
knownBrowserSchema.index({ person: 1 }, { name: 'person' });

const sessionSchema = rowSchema<SessionRow>({
  _id: { type: String, required: true },
  person: { type: String, required: true },
  personRev: Number,
  userAgent: String,
  createdAt: { type: Date, required: true },
  lastSeenAt: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  freshCodeAt: { type: Date, required: true },
  purgeAt: { type: Date, required: true },
});
// Sessions that ended are not kept.
sessionSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });
// A person's sessions are listed, and ended all at once.
sessionSchema.index({ person: 1, lastSeenAt: -1 }, { name: 'person_lastSeenAt' });

const limitSchema = rowSchema<LimitRow>({
  _id: { type: String, required: true },
  count: { type: Number, required: true, min: 0 },
  purgeAt: { type: Date, required: true },
});
// A limit is forgotten when its time is over.
limitSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });

export const codeModel = modelOf('SignInCode', 'signInCodes', codeSchema);
export const knownBrowserModel = modelOf('KnownBrowser', 'knownBrowsers', knownBrowserSchema);
export const sessionModel = modelOf('Session', 'sessions', sessionSchema);
export const limitModel = modelOf('SignInLimit', 'signInLimits', limitSchema);

/**
 * When the store may throw a row away. By the wall clock on purpose: the store's own sweep knows no other, and would at once
 * throw away what the demo writes in the past. Whether a row still counts is never read from this.
 */
export const purgeAfter = (lifetimeMs: number): Date => new Date(Date.now() + lifetimeMs + 24 * 3_600_000);
