import type { Connection } from 'mongoose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEvent, createAuditLog } from '#src/audit/audit-log.ts';
import { createFloodLimit, type Origin } from '#src/audit/flood-limit.ts';
import { type AuditKind, auditModel } from '#src/audit/models.ts';
import { connectStore } from '#src/store/connect.ts';
import { freshDatabase } from '../setup/database.ts';

const refused = (ip: string, person: string | null = null): Origin => ({ kind: 'sign-in-refused', person, ip });
const many = <T>(times: number, make: (n: number) => T): T[] => Array.from({ length: times }, (_, n) => make(n));

describe('what anybody can cause at will', () => {
  it('is written one by one up to a number a minute, and beyond it counted by kind and origin', () => {
    let wall = 0;
    const flood = createFloodLimit({ perOrigin: 3, anonymous: 100 }, () => wall);
    expect(many(10, () => flood.admits(refused('192.0.2.7'))).filter(Boolean)).toHaveLength(3);
    expect(flood.admits(refused('192.0.2.8'))).toBe(true);
    expect(flood.admits(refused('192.0.2.7', 'person-a'))).toBe(true);
    expect(flood.take()).toEqual([]);
    wall = 60_000;
    expect(flood.admits(refused('192.0.2.7'))).toBe(true);
    expect(flood.take()).toEqual([{ ...refused('192.0.2.7'), count: 7 }]);
    expect(flood.take()).toEqual([]);
  });

  it('is counted together where it comes from more networks than are kept apart', () => {
    const flood = createFloodLimit({ perOrigin: 3, anonymous: 100 }, () => 0);
    const admitted = many(5_000, (n) => flood.admits(refused(`10.0.${n >> 8}.${n & 255}`)));
    expect(admitted.filter(Boolean)).toHaveLength(100);
    // Somebody who is signed in has a share of their own.
    expect(flood.admits(refused('10.0.0.1', 'person-a'))).toBe(true);
    expect(flood.take(true)).toEqual([{ kind: 'sign-in-refused', person: null, ip: null, count: 4_900 }]);
  });

  it('is one origin for all addresses of a network', () => {
    const flood = createFloodLimit({ perOrigin: 3, anonymous: 100 }, () => 0);
    const admitted = many(10, (n) => flood.admits(refused(`2001:db8::${n + 1}`)));
    expect(admitted.filter(Boolean)).toHaveLength(3);
  });

  it('crowds nothing out that takes somebody who is let in', () => {
    const flood = createFloodLimit({ perOrigin: 1, anonymous: 1 }, () => 0);
    many(50, () => flood.admits(refused('192.0.2.7', 'person-a')));
    for (const kind of ['signed-in', 'administered', 'exported'] as const) {
      expect(many(50, () => flood.admits({ kind, person: 'person-a', ip: '192.0.2.7' })).every(Boolean)).toBe(true);
    }
  });
});

describe('the audit log', () => {
  let connection: Connection;
  let drop: () => Promise<void>;
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });

  beforeAll(async () => {
    const database = await freshDatabase();
    connection = await connectStore(database.uri);
    drop = database.drop;
  });
  afterAll(async () => {
    await connection.close();
    await drop();
  });

  const event = (kind: AuditKind, more: Partial<AuditEvent> = {}): AuditEvent => ({
    kind,
    person: null,
    ip: '192.0.2.7',
    userAgent: 'Prøvebrowser',
    request: 'r-1',
    method: 'POST',
    route: '/log-ind/kode',
    subject: null,
    fields: [],
    rule: null,
    ...more,
  });
  const rowsOf = (kind: AuditKind) => auditModel(connection).find({ kind }).sort({ _id: 1 }).lean();

  it('keeps a row for as many days as the installation says', async () => {
    const audit = createAuditLog({ connection, log, days: 30 });
    audit.append(event('signed-in', { person: 'person-a', userAgent: 'x'.repeat(5_000) }));
    await audit.settled();
    const [row] = await rowsOf('signed-in');
    expect(row).toMatchObject({ person: 'person-a', ip: '192.0.2.7', count: 1, userAgent: 'x'.repeat(200) });
    expect(row && row.purgeAt.getTime() - row.at.getTime()).toBe(30 * 24 * 3_600_000);
  });

  it('writes the summary of a flood when it is closed, if not before', async () => {
    const flood = createFloodLimit({ perOrigin: 2, anonymous: 100 });
    const audit = createAuditLog({ connection, log, days: 30, flood });
    many(9, () => audit.append(event('link-refused', { rule: 'not-found' })));
    await audit.close();
    const rows = await rowsOf('link-refused');
    // The minute may have turned meanwhile: all are accounted for in any case.
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(9);
    expect(rows.length).toBeLessThan(9);
    expect(rows.find(({ count }) => count > 1)).toMatchObject({ ip: '192.0.2.7', route: null, request: null });
  });

  it('says in the process’s log what could not be stored, and goes on', async () => {
    const audit = createAuditLog({ connection, log, days: 30 });
    lines.length = 0;
    audit.append(event('nonsense' as AuditKind));
    audit.append(event('exported'), () => Promise.reject(new Error('nobody knows')));
    await audit.settled();
    expect(lines.filter((line) => line.includes('an audit event was not stored'))).toHaveLength(2);
    audit.append(event('administered'));
    await audit.settled();
    expect(await rowsOf('administered')).toHaveLength(1);
  });
});
