import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditModel } from '#src/audit/models.ts';
import { newToken } from '#src/auth/secrets.ts';
import { OPERATIONS } from '#src/http/routes.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let admin: Browser;
beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
});
afterAll(() => world.close());

/** Asks for an address as it stands: clients that parse it would write it anew. */
const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(world.origin);
    const own = { Origin: world.origin, Connection: 'close', ...headers };
    const asked = httpRequest({ hostname, port, method, path, headers: own }, (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode ?? 0));
    });
    asked.once('error', reject);
    asked.end();
  });

const percent = (text: string, at: number) =>
  `${text.slice(0, at)}%${text.charCodeAt(at).toString(16)}${text.slice(at + 1)}`;
/** The same address as somebody else may write it: most lead to the same page, all hold the secret. */
const waysToWrite = (path: string, secret: string): string[] => {
  const [before = '', after = ''] = path.split(secret);
  const upper = `${before.toUpperCase()}${secret}${after.toUpperCase()}`;
  return [
    path,
    upper,
    `${percent(before, 1)}${secret}${after}`,
    `${before}${percent(secret, secret.length - 5)}${after}`,
    `${before}%2e/${secret}${after}`,
    `/${path}`,
    // What watches the API's answers knows no operation of such an address.
    ...(path.startsWith('/api/') ? [] : [`${path}/`]),
    `${path}%00`,
    `${path}%ED%A0%80`,
    `${path}%E0%A4%A`,
    `${path};jsessionid=1`,
    `/log-ind?videre=${encodeURIComponent(path)}`,
    `${upper}?next=${path}`,
  ];
};

/** What a reader of the logs sees: the process's log, the audit log and the figures. */
async function everythingLogged(): Promise<string> {
  await world.app.audit.settled();
  const rows = await auditModel(world.app.connection).find().lean();
  const figures = await (await fetch(`${world.origin}/metrics`)).text();
  return [...world.logged, JSON.stringify(rows), figures].join('\n');
}

/** However it is written, in whatever case. */
function shows(log: string, secret: string): string[] {
  const needle = secret.slice(0, -8).toLowerCase();
  const readable = log.toLowerCase().replaceAll(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return readable.split('\n').filter((line) => line.includes(needle));
}

it('no way of writing the address of a link leaves its secret in a log, over every route that takes one', async () => {
  const taking = OPERATIONS.flatMap(({ method, paths }) => paths.map((path) => ({ method, path }))).filter(({ path }) =>
    /:(token|ticket)\b/.test(path),
  );
  expect(taking.length).toBeGreaterThan(20);
  const planted: string[] = [];
  for (const { method, path } of taking) {
    const secret = newToken();
    planted.push(secret);
    const filled = path
      .replace(/:(token|ticket)/, secret)
      .replace(':hearing', 'hearing-1')
      .replaceAll(/:\w+/g, '1');
    for (const way of waysToWrite(filled, secret)) {
      await ask(method.toUpperCase(), way, { Referer: `${world.origin}${way}`, 'User-Agent': 'test' });
    }
  }
  const log = await everythingLogged();
  expect(planted.flatMap((secret) => shows(log, secret))).toEqual([]);
}, 120_000);

it('neither does a real link, its code, its cookie or the token of a session', async () => {
  const { link, email } = await (await hearingsOver(world)).open();
  const token = link.split('/').at(-1) ?? '';
  const party = world.agent();
  const before = new Date();
  const page = await party.post(`${link.replace('/h/', '/H/')}/kode`).expect(200);
  const asked = /name="request" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const code = await world.codeFor(email, before);
  const entered = await party.post(`${link}/IND`).type('form').send({ request: asked, code }).expect(303);
  const cookie = /hoering-[^=]+=([^;]+)/.exec(String(entered.headers['set-cookie']))?.[1] ?? '';
  expect(cookie.length).toBeGreaterThan(40);
  await party.get(`${link}/SVAR`).expect(200);
  await party.get(`${link}/KVITTERING/99`);
  const log = await everythingLogged();
  for (const secret of [token.split('.').at(-1) ?? '', cookie, asked]) expect(shows(log, secret)).toEqual([]);
  expect(log).not.toMatch(new RegExp(`\\b${code}\\b`));
});

it('nor does a secret that was pasted where a record is named, a word searched for, or a filter', async () => {
  const secret = newToken();
  const read = OPERATIONS.filter(({ method }) => method === 'get').flatMap(({ paths }) => paths);
  for (const path of read.filter((each) => /:\w/.test(each))) {
    await admin.get(path.replaceAll(/[:*]\w+/g, secret));
  }
  for (const path of ['/punkter?q=', '/drift/personer?q=', '/drift?state=', '/', '/nowhere/']) {
    await admin.get(`${path}${secret}`).set('Cookie2', secret).set('Authorization', `Bearer ${secret}`);
  }
  expect(shows(await everythingLogged(), secret)).toEqual([]);
}, 120_000);
