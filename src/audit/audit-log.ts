/** The audit log: events are written when their request has been answered, and none is ever kept waiting or refused by it. */
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { randomIds } from '#src/ids.ts';
import { createFloodLimit, type FloodLimit } from './flood-limit.ts';
import { AUDIT_ID, type AuditRow, auditModel } from './models.ts';

export type AuditEvent = Omit<AuditRow, '_id' | 'at' | 'count' | 'purgeAt'>;
/** What is only looked up once an event is to be written. */
type Late = Partial<Pick<AuditEvent, 'person' | 'fields'>>;

export interface AuditLog {
  /** Writes an event, later. Never throws. @param late finds what is not known yet */
  append(event: AuditEvent, late?: () => Promise<Late>): void;
  /** Resolves when all that was appended is stored, or is known not to be. */
  settled(): Promise<void>;
  /** Writes what is still to be written. */
  close(): Promise<void>;
}

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;
/** Longer than browsers call themselves. */
const USER_AGENT = 200;
/** An event that is no request's. */
export const NO_REQUEST = {
  userAgent: '',
  request: null,
  method: null,
  route: null,
  subject: null,
  fields: [],
  rule: null,
};

/**
 * @param days how long a row is kept
 * @param flood what is written one by one
 */
export function createAuditLog(deps: {
  connection: Connection;
  log: Logger;
  days: number;
  flood?: FloodLimit;
}): AuditLog {
  const { connection, log, days, flood = createFloodLimit() } = deps;
  const rows = auditModel(connection);
  const underway = new Set<Promise<void>>();
  let summing: NodeJS.Timeout | undefined;

  async function store(event: AuditEvent, count: number, late: () => Promise<Late>): Promise<void> {
    const at = new Date();
    const purgeAt = new Date(at.getTime() + days * DAY);
    const userAgent = event.userAgent.slice(0, USER_AGENT);
    const _id = randomIds.next(AUDIT_ID);
    const row: AuditRow = { ...event, userAgent, _id, at, count, purgeAt };
    try {
      Object.assign(row, await late());
      // Also where logs are collected: there an event is seen at once, and even if the store does not answer.
      log.info({ audit: row }, 'audit');
      await rows.create([row]);
    } catch (error) {
      log.error({ err: error, audit: _id, kind: event.kind }, 'an audit event was not stored');
    }
  }

  function write(event: AuditEvent, count = 1, late: () => Promise<Late> = async () => ({})): void {
    const writing = store(event, count, late).finally(() => underway.delete(writing));
    underway.add(writing);
  }

  function writeSummaries(all: boolean): void {
    clearTimeout(summing);
    summing = undefined;
    for (const { count, ...origin } of flood.take(all)) write({ ...NO_REQUEST, ...origin }, count);
  }

  async function settled(): Promise<void> {
    while (underway.size > 0) await Promise.all(underway);
  }

  return {
    append(event, late) {
      if (flood.admits(event)) return write(event, 1, late);
      summing ??= setTimeout(() => writeSummaries(false), MINUTE).unref();
    },
    settled,
    async close() {
      writeSummaries(true);
      await settled();
    },
  };
}
