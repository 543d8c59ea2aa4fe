import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditModel } from '#src/audit/models.ts';
import { savePerson } from '#src/people/save-person.ts';
import { openStore, peopleDeps } from './parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let store: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

/** Runs the command as an operator does. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    PATH: process.env.PATH,
    MONGODB_URI: store.uri,
    REDIS_URL: 'redis://127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    SERVER_KEY: 'ab'.repeat(32),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/app/add-admin.ts', ...args], { cwd: root, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
const people = async () => (await peopleDeps(store.connection).directory.refresh()).people;

test('the operator’s command makes the first admin, and says so when it is run again', async () => {
  const first = await run('--name', 'Åse Ørskov', '--email', 'Aase@Norddjurs.example');
  expect(first).toMatchObject({ code: 0, out: 'Åse Ørskov (aase@norddjurs.example) er oprettet som administrator.\n' });
  const logged = () => auditModel(store.connection).find().lean();
  expect(await logged()).toHaveLength(1);
  const again = await run('--name', 'Åse Ørskov', '--email', 'aase@norddjurs.example');
  expect(again.out).toContain('er allerede administrator');
  expect([...(await people()).values()]).toMatchObject([
    { name: 'Åse Ørskov', roles: ['admin'], active: true, rev: 1 },
  ]);
  // The second time nothing was changed.
  expect(await logged()).toMatchObject([
    { kind: 'administered', route: 'npm run add-admin', subject: [...(await people()).keys()][0] },
  ]);
});

test('somebody who is known keeps name and roles, and comes back when inactive', async () => {
  const deps = peopleDeps(store.connection);
  const row = { rev: null, name: 'Bo Lind', email: 'bo@norddjurs.example', roles: ['officer'], active: false };
  const { id } = await savePerson(deps, row, null);
  const answer = await run('--name', 'Bo', '--email', 'bo@norddjurs.example');
  expect(answer.out).toContain('Bo Lind (bo@norddjurs.example) var kendt i forvejen og er nu administrator.');
  expect((await people()).get(id)).toMatchObject({ name: 'Bo Lind', roles: ['officer', 'admin'], active: true });
});

test('without name or address it says how it is used, and a bad address is refused', async () => {
  for (const args of [[], ['--name', 'X'], ['--nick', 'x'], ['--name', 'X', '--email', 'not an address']]) {
    expect(await run(...args)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Brug: npm run add-admin'),
    });
  }
});

test('an address is taken as it was copied, with a domain of its own letters, and is the same person the next time', async () => {
  const first = await run('--name', 'Ib Møller', '--email', 'Ib Møller <Ib@RØDGRØD.dk>');
  expect(first).toMatchObject({ code: 0, out: 'Ib Møller (ib@rødgrød.dk) er oprettet som administrator.\n' });
  expect((await run('--name', 'Ib', '--email', 'ib@xn--rdgrd-vuad.dk')).out).toContain('er allerede administrator');
  expect((await run('--name', 'Ib', '--email', 'a@rødgrød.dk; b@rødgrød.dk')).code).toBe(1);
});
