/** "Log": who signed in, was refused, administered or exported what, as a page, for programs, and as a file. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { AUDIT_KINDS } from '#src/audit/models.ts';
import { AuditFilter, type AuditLine, AuditQuery, auditEvents, auditPage } from '#src/queries/audit-log.ts';
import { danish } from '#src/queries/people-list.ts';
import { wordsOf } from '#src/words/words.ts';
import { answer, file } from '../../answer.ts';
import { At } from '../../api/answers.ts';
import { noteAudit } from '../../audit.ts';
import { type Operation, operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { adminTabs } from './admin-tabs.ts';
import { auditLine } from './audit-line.ts';

const ADMIN = { role: 'admin' } as const;
const PATH = '/drift/log';

/** A page passes over what is no filter; empty fields of its form among them. */
const lenient = <Shape extends z.ZodRawShape>({ shape }: z.ZodObject<Shape>) =>
  z.object(
    Object.fromEntries(
      Object.entries(shape).map(([name, field]) => [name, (field as z.ZodType).catch(undefined)]),
    ) as unknown as Shape,
  );

/** The address of a page with the filter that is set. */
function addressOf(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}

const page = operation({
  method: 'get',
  path: PATH,
  access: ADMIN,
  schema: { query: lenient(AuditQuery) },
  async handler({ app, query, response }) {
    const [directory, { events, newer, older }] = await Promise.all([
      app.directory.current(),
      auditPage(app.connection, query),
    ]);
    const { before: _before, after: _after, ...filter } = query;
    renderPage(response, 'audit-log', {
      title: 'Log',
      ...adminTabs('log'),
      days: app.config.AUDIT_LOG_DAYS,
      from: filter.from ?? '',
      to: filter.to ?? '',
      kinds: wordsOf('auditKinds').map(([value, text]) => ({ value, text, selected: value === filter.kind })),
      people: [...directory.people.values()]
        .sort((a, b) => danish.compare(a.name, b.name))
        .map(({ id, name }) => ({ value: id, text: name, selected: id === filter.person })),
      filtered: Object.values(filter).some((value) => value !== undefined),
      events: events.map((event) => auditLine(event, directory)),
      newer: newer && addressOf(PATH, { ...filter, after: newer }),
      older: older && addressOf(PATH, { ...filter, before: older }),
      file: addressOf(`${PATH}/log.ndjson`, filter),
    });
  },
});

const Event = z.strictObject({
  id: Id,
  at: At,
  kind: z.enum(AUDIT_KINDS),
  count: z.number().int(),
  person: Id.nullable(),
  ip: z.string().nullable(),
  userAgent: z.string(),
  request: z.string().nullable(),
  method: z.string().nullable(),
  route: z.string().nullable(),
  subject: z.string().nullable(),
  fields: z.array(z.string()),
  rule: z.string().nullable(),
});

const data = operation({
  method: 'get',
  path: '/api/v1/audit-log',
  access: ADMIN,
  summary: 'Who signed in, was refused, administered or exported what, the newest first.',
  schema: { query: AuditQuery },
  answers: answer(
    'Events, and what `after` and `before` are to be for the pages beside.',
    z.strictObject({ events: z.array(Event), newer: Id.nullable(), older: Id.nullable() }),
  ),
  handler: ({ app, query }) => auditPage(app.connection, query),
});

async function* linesOf(events: AsyncIterable<AuditLine>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

const exported = operation({
  method: 'get',
  path: [`${PATH}/log.ndjson`, '/api/v1/audit-log/export'],
  access: ADMIN,
  audit: 'exported',
  summary: 'Every event that fits, the oldest first: one JSON object a line.',
  schema: { query: AuditFilter },
  answers: file('The events, each on a line.', 'application/x-ndjson'),
  async handler({ app, query, response }) {
    noteAudit(response, { subject: 'audit-log' });
    response.attachment('log.ndjson').type('application/x-ndjson');
    await pipeline(Readable.from(linesOf(auditEvents(app.connection, query))), response).catch((error: unknown) =>
      // What has been sent cannot be taken back: the reader sees that it was broken off.
      app.log.warn({ err: error }, 'the audit log was not sent to its end'),
    );
  },
});

export const auditLogOperations: readonly Operation[] = [page, exported, data];
