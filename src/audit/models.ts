/** Where the audit log is kept: who signed in, who was refused, who administered or exported what, and from where. */
import { modelOf, rowSchema } from '#src/model.ts';

/** What may be written down, and nothing else (OWASP ASVS 5.0 § 16.3: authentication, authorisation, and attempts to get past them). */
export const AUDIT_KINDS = [
  'code-requested',
  'signed-in',
  'sign-in-refused',
  'signed-out',
  'signed-out-everywhere',
  'code-confirmed',
  'code-refused',
  'access-refused',
  'link-refused',
  'rate-limited',
  'administered',
  'exported',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** What the rows' ids begin with. */
export const AUDIT_ID = 'audit';

/** One event. No contents, no address as it was asked for, and nothing that lets a reader act: no token, code or cookie. */
export interface AuditRow {
  /** Sorts by when it was made. */
  _id: string;
  /** By the wall clock, whatever the demo's says. */
  at: Date;
  kind: AuditKind;
  /** How many such events the row stands for: more than one where an origin caused too many to be written one by one. */
  count: number;
  /** Who was signed in, or whose code was brought; null where nobody is known. */
  person: string | null;
  /** As the proxy in front is trusted to say; null where a row stands for many. */
  ip: string | null;
  userAgent: string;
  /** The request's id, which its line in the process's log has too. */
  request: string | null;
  method: string | null;
  /** The route's pattern, never the path; null where the request reached none. */
  route: string | null;
  /** The id of what it was about. */
  subject: string | null;
  /** The names of the fields that were changed. */
  fields: string[];
  /** The rule that refused it. */
  rule: string | null;
  purgeAt: Date;
}

const required = { type: String, required: true } as const;
const auditSchema = rowSchema<AuditRow>({
  _id: required,
  at: { type: Date, required: true },
  kind: { ...required, enum: AUDIT_KINDS },
  count: { type: Number, required: true, min: 1 },
  person: String,
  ip: String,
  // May be empty.
  userAgent: String,
  request: String,
  method: String,
  route: String,
  subject: String,
  fields: [String],
  rule: String,
  purgeAt: { type: Date, required: true },
});
// What is older than the installation keeps is thrown away by the store.
auditSchema.index({ purgeAt: 1 }, { name: 'purgeAt_ttl', expireAfterSeconds: 0 });
// An administrator looks for one kind of event, the newest first.
auditSchema.index({ kind: 1, _id: -1 });
// And for what one person has done.
auditSchema.index({ person: 1, _id: -1 });

export const auditModel = modelOf('AuditEvent', 'auditLog', auditSchema);
