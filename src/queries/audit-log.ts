/** The audit log as an administrator reads it: filtered, the newest first, page by page in both directions; or whole, as it grew. */
import { type Connection, trusted } from 'mongoose';
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { AUDIT_ID, AUDIT_KINDS, type AuditRow, auditModel } from '#src/audit/models.ts';
import { addDays, instantOf } from '#src/calendar/zoned.ts';
import { idsFrom } from '#src/ids.ts';

const Cursor = z.string().regex(/^audit-[0-9a-z]{19}$/);

/** Which events; `from` and `to` are days in Denmark, both part of the period. */
export const AuditFilter = z.object({
  kind: z.enum(AUDIT_KINDS).optional(),
  person: Id.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;
/** `before` and `after` are ids of events: the page of those that came before it, or after it. */
export const AuditQuery = AuditFilter.extend({ before: Cursor.optional(), after: Cursor.optional() });
export type AuditQuery = z.infer<typeof AuditQuery>;

export type AuditLine = Omit<AuditRow, '_id' | 'purgeAt'> & { id: string };

export interface AuditPage {
  /** The newest first. */
  events: AuditLine[];
  /** What `after` is to be for the page of newer events; null on the first. */
  newer: string | null;
  /** What `before` is to be for the page of older events; null on the last. */
  older: string | null;
}

/** So many events stand on one page. */
const ON_PAGE = 50;

const dayBegins = (day: string): string => idsFrom(AUDIT_ID, Date.parse(instantOf(day, '00:00')));

/** Ids sort by time, so that the period is a range of ids, and one index finds what is asked for in its order. */
function whereOf({ kind, person, from, to, before, after }: AuditQuery) {
  const bounds = [
    ...(from ? [{ _id: trusted({ $gte: dayBegins(from) }) }] : []),
    ...(to ? [{ _id: trusted({ $lt: dayBegins(addDays(to, 1)) }) }] : []),
    ...(before ? [{ _id: trusted({ $lt: before }) }] : []),
    ...(after ? [{ _id: trusted({ $gt: after }) }] : []),
  ];
  return { ...(kind && { kind }), ...(person && { person }), ...(bounds.length > 0 && { $and: bounds }) };
}

function lineOf(row: AuditRow): AuditLine {
  const { _id: id, at, kind, count, userAgent, fields } = row;
  // The store leaves out what is null.
  const { person = null, ip = null, request = null, method = null, route = null, subject = null, rule = null } = row;
  return { id, at, kind, count, person, ip, userAgent, request, method, route, subject, fields, rule };
}

/** A page of events. */
export async function auditPage(connection: Connection, query: AuditQuery): Promise<AuditPage> {
  const { before, after } = query;
  const upwards = after !== undefined && before === undefined;
  const found = await auditModel(connection)
    .find(whereOf(query))
    .sort({ _id: upwards ? 1 : -1 })
    .limit(ON_PAGE + 1)
    .lean()
    .exec();
  const hasMore = found.length > ON_PAGE;
  // The way up ends at the first page, which is a whole one.
  if (upwards && !hasMore) return auditPage(connection, { ...query, after: undefined });
  const rows = found.slice(0, ON_PAGE);
  const events = (upwards ? rows.toReversed() : rows).map(lineOf);
  return {
    events,
    newer: upwards || before !== undefined ? (events[0]?.id ?? null) : null,
    older: upwards || hasMore ? (events.at(-1)?.id ?? null) : null,
  };
}

/** Every event that fits, the oldest first, read while it is taken. */
export async function* auditEvents(connection: Connection, filter: AuditFilter): AsyncGenerator<AuditLine> {
  const rows = auditModel(connection).find(whereOf(filter)).sort({ _id: 1 }).lean().cursor();
  for await (const row of rows) yield lineOf(row);
}
