import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_ID, type AuditRow, auditModel } from '#src/audit/models.ts';
import { idsFrom } from '#src/ids.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let admin: Browser;
const KARIN = 'person-karin-storgaard';

/** An event of the past. */
const row = (at: string, n: number, more: Partial<AuditRow> = {}): AuditRow => ({
  _id: `${idsFrom(AUDIT_ID, Date.parse(at))}${String(n).padStart(10, '0')}`,
  at: new Date(at),
  kind: 'access-refused',
  count: 1,
  person: 'person-sofie-brandt',
  ip: '192.0.2.7',
  userAgent: `Browser ${n}`,
  request: null,
  method: 'GET',
  route: '/punkter/:id',
  subject: null,
  fields: [],
  rule: 'role-needed',
  purgeAt: new Date(Date.now() + 3_600_000),
  ...more,
});

beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
  const rows = Array.from({ length: 120 }, (_, n) => row('2024-05-01T10:00:00Z', n));
  await auditModel(world.app.connection).create([
    // Midnight in Denmark in summer is 22 o'clock in UTC.
    row('2024-04-30T21:59:59.999Z', 900, { userAgent: 'Aprils sidste' }),
    row('2024-04-30T22:00:00.000Z', 901, { userAgent: 'Majs første' }),
    ...rows,
    row('2024-05-02T10:00:00Z', 902, { userAgent: '<script>alert(1)</script>', kind: 'link-refused', person: null }),
    row('2024-05-02T10:00:30Z', 904, { kind: 'administered', person: null, ip: null, method: null, rule: null }),
    row('2024-05-02T10:01:00Z', 903, { kind: 'rate-limited', person: null, ip: null, route: null, count: 4_900 }),
  ]);
});
afterAll(() => world.close());

const browsersOn = (text: string) => [...text.matchAll(/192\.0\.2\.7 · ([^<]*)</g)].map(([, name]) => name);
const linkOn = (text: string, rel: string) =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(text)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');

describe('the page of the log', () => {
  it('shows the newest first, and who did what from where', async () => {
    const { text } = await admin.get('/drift/log').expect(200);
    expect(text).toMatch(/Loggede ind<\/strong>: Karin Storgaard/);
    expect(text.indexOf('Loggede ind')).toBeLessThan(text.indexOf('Fik ikke adgang'));
    expect(text).toContain('4.900 gange mere inden for et minut');
    expect(text).toContain('&lt;script&gt;');
    expect(text).toMatch(/Ændrede eller satte i gang<\/strong>: driften/);
  });

  it('is read page by page to its end and back to its beginning', async () => {
    const walk = async (from: string, rel: 'next' | 'prev') => {
      const pages: (string | undefined)[][] = [];
      const addresses: string[] = [];
      for (let at: string | undefined = from; at !== undefined && addresses.length < 9; ) {
        addresses.push(at);
        const { text }: { text: string } = await admin.get(at).expect(200);
        pages.push(browsersOn(text));
        at = linkOn(text, rel);
      }
      return { pages, last: addresses.at(-1) ?? '' };
    };
    const down = await walk('/drift/log?kind=access-refused', 'next');
    const all = [...Array.from({ length: 120 }, (_, n) => `Browser ${119 - n}`), 'Majs første', 'Aprils sidste'];
    expect(down.pages).toEqual([all.slice(0, 50), all.slice(50, 100), all.slice(100)]);
    const up = await walk(down.last, 'prev');
    expect(up.pages).toEqual(down.pages.toReversed());
  });

  it('is filtered by kind, person and days, which are days in Denmark', async () => {
    const shown = async (query: string) => browsersOn((await admin.get(`/drift/log?${query}`).expect(200)).text);
    expect(await shown('to=2024-04-30')).toEqual(['Aprils sidste']);
    expect(await shown('from=2024-05-01&to=2024-05-01&kind=link-refused')).toEqual([]);
    expect((await shown('from=2024-05-01&to=2024-05-01')).length).toBe(50);
    expect(await shown('from=2024-05-02&to=2024-05-02&kind=link-refused')).toHaveLength(1);
    const { text } = await admin.get(`/drift/log?person=${KARIN}&kind=signed-in`).expect(200);
    expect(text.match(/<time /g)).toHaveLength(1);
    // What is no filter is passed over on a page, and refused to a program.
    expect((await shown('kind=nothing&to=2024-04-30&before=x')).length).toBe(1);
    await admin.get('/api/v1/audit-log?kind=nothing').expect(400);
  });
});

it('programs read the same, in the same pages', async () => {
  const first = (await admin.get('/api/v1/audit-log?kind=access-refused').expect(200)).body;
  expect(first.events).toHaveLength(50);
  expect(first.newer).toBe(null);
  const second = (await admin.get(`/api/v1/audit-log?kind=access-refused&before=${first.older}`).expect(200)).body;
  expect(second.events[0]).toMatchObject({ userAgent: 'Browser 69', person: 'person-sofie-brandt', fields: [] });
  const again = (await admin.get(`/api/v1/audit-log?kind=access-refused&after=${second.newer}`).expect(200)).body;
  expect(again).toEqual(first);
});

it('is taken out as JSON, a line an event, the oldest first, and that is an event too', async () => {
  const reply = await admin.get('/drift/log/log.ndjson?kind=access-refused').buffer(true).expect(200);
  expect(reply.headers['content-disposition']).toBe('attachment; filename=log.ndjson');
  expect(reply.headers['content-type']).toContain('application/x-ndjson');
  const lines = String(reply.text ?? reply.body)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(122);
  expect(lines[0]).toMatchObject({ userAgent: 'Aprils sidste', at: '2024-04-30T21:59:59.999Z' });
  await admin.get('/api/v1/audit-log/export?to=2024-04-30').expect(200);
  await world.app.audit.settled();
  const rows = await auditModel(world.app.connection).find({ kind: 'exported' }).lean();
  expect(rows).toMatchObject([
    { person: KARIN, subject: 'audit-log' },
    { person: KARIN, subject: 'audit-log' },
  ]);
});
