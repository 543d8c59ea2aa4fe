import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditKind, auditModel } from '#src/audit/models.ts';
import { OPERATIONS } from '#src/http/routes.ts';
import { adminForms } from './admin-forms.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, approvedItem, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let admin: Browser;
let officer: Browser;

beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
  officer = await world.signIn(address('sofie.brandt'));
});
afterAll(() => world.close());

const { send, formOn } = adminForms(() => ({ world, admin }));
const personOf = async (name: string) =>
  [...(await world.app.directory.current()).people.values()].find(({ email }) => email === address(name))?.id;

/** The rows of a kind that came since; they are written after the reply, so they are waited for. */
async function rowsSince(count: number, kind: AuditKind) {
  const find = () => auditModel(world.app.connection).find({ kind }).sort({ _id: 1 }).lean().exec();
  return (await until(find, (rows) => rows.length > count)).slice(count);
}
const countOf = (kind: AuditKind) => auditModel(world.app.connection).countDocuments({ kind });
/** What an action leaves behind. */
async function leaves(kind: AuditKind, act: () => PromiseLike<unknown>) {
  await world.app.audit.settled();
  const before = await countOf(kind);
  await act();
  return rowsSince(before, kind);
}

describe('the audit log', () => {
  it('holds who signed in, from where and with what, and who signed out', async () => {
    let browser: Browser | undefined;
    const [row] = await leaves('signed-in', async () => {
      browser = await world.signIn(address('emil.toftegaard'));
    });
    expect(row).toMatchObject({ person: await personOf('emil.toftegaard'), route: '/log-ind/kode', method: 'POST' });
    expect(row?.ip).toMatch(/127\.0\.0\.1$/);
    expect(await leaves('signed-out', () => browser?.post('/log-ud').expect(303) ?? Promise.reject())).toMatchObject([
      { person: await personOf('emil.toftegaard'), route: '/log-ud' },
    ]);
  });

  it('holds whose code was guessed at, and by which rule it was refused', async () => {
    const browser = world.agent();
    const before = new Date();
    const email = address('gitte.nymand');
    const page = await browser.post('/log-ind').type('form').send({ email });
    const request = /name="request" value="([^"]+)"/.exec(page.text)?.[1];
    const wrong = (await world.codeFor(email, before)) === '000000' ? '000001' : '000000';
    const guess = () => browser.post('/log-ind/kode').type('form').send({ request, code: wrong }).expect(409);
    expect(await leaves('sign-in-refused', guess)).toMatchObject([
      { person: await personOf('gitte.nymand'), rule: 'sign-in-code-wrong', route: '/log-ind/kode' },
    ]);
    const byProgram = () => browser.post('/api/v1/sessions').send({ request: 'x', code: wrong }).expect(400);
    expect(await leaves('sign-in-refused', byProgram)).toMatchObject([{ person: null, rule: 'bad-input' }]);
  });

  it('holds what somebody was refused: by role, by policy, and where the answer does not say that there is anything', async () => {
    const person = await personOf('sofie.brandt');
    expect(await leaves('access-refused', () => officer.get('/drift').expect(403))).toMatchObject([
      { person, rule: 'role-needed', route: '/drift', method: 'GET' },
    ]);
    const created = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
    const item: string = created.body.stream;
    const other = await world.signIn(address('emil.toftegaard'));
    const rows = await leaves('access-refused', () => other.get(`/punkter/${item}`).expect(404));
    expect(rows).toMatchObject([
      { person: await personOf('emil.toftegaard'), route: '/punkter/:id', subject: item, method: 'GET' },
    ]);
    expect(rows[0]?.rule).not.toBe('not-found');
    const unknown = () => officer.get('/punkter/item-there-is-none').expect(404);
    expect(await leaves('access-refused', unknown)).toMatchObject([{ person, rule: 'not-found' }]);
    const foreign = () => officer.post('/log-ud').set('Origin', 'https://evil.example').expect(403);
    expect(await leaves('access-refused', foreign)).toMatchObject([{ person, rule: 'foreign-origin', route: null }]);
  });

  it('holds links that are none, and codes behind links that are wrong', async () => {
    const forged = () => world.agent().get('/l/item-1.2.forged').expect(404);
    expect(await leaves('link-refused', forged)).toMatchObject([{ person: null, route: '/l/:token', subject: null }]);
    const { link } = await (await hearingsOver(world)).open();
    const guess = () => world.agent().post(`${link}/ind`).type('form').send({ request: 'x', code: '1' });
    expect(await leaves('code-refused', guess)).toMatchObject([{ person: null, route: '/h/:token/ind' }]);
    const unproven = () => world.agent().post(`${link}/svar`).type('form').send({ text: 'x' }).expect(403);
    expect(await leaves('access-refused', unproven)).toMatchObject([{ rule: 'party-code-needed' }]);
  });

  it('holds which record was administered and which of its fields, and not what they say', async () => {
    const { id } = await formOn('/drift/personer/ny');
    const PERSON = { name: 'Rikke Sønderby', email: 'rikke.s@norddjurs.example', title: '', roles: ['officer'] };
    const make = () => send('/drift/personer/ny', { ...PERSON, active: 'yes', id, do: 'save' }).expect(303);
    const person = await personOf('karin.storgaard');
    const [made] = await leaves('administered', make);
    expect(made).toMatchObject({ person, subject: id, route: '/drift/personer/ny' });
    expect(made?.fields).toEqual(expect.arrayContaining(['email', 'name', 'roles']));

    const change = () =>
      admin.put(`/api/v1/people/${id}`).send({ ...PERSON, rev: 1, roles: ['admin'], title: undefined, active: true });
    const [changed] = await leaves('administered', change);
    expect(changed).toMatchObject({ person, subject: id, route: '/api/v1/people/:id', method: 'PUT' });
    expect(changed?.fields).toContain('roles');
    expect(changed?.fields).not.toContain('email');
    expect(JSON.stringify([made, changed])).not.toContain('Rikke');

    // What only looks is nothing that was done.
    const before = await countOf('administered');
    await send(`/drift/personer/${id}`, { ...PERSON, name: '', rev: '2', id, do: 'save' }).expect(400);
    await world.app.audit.settled();
    expect(await countOf('administered')).toBe(before);
  });

  it('holds who let somebody else act for them', async () => {
    const absence = { substitute: await personOf('emil.toftegaard'), from: '2023-12-01', until: '2023-12-05' };
    const rows = await leaves('administered', () =>
      officer
        .post('/api/v1/me/absences')
        .send({ ...absence, reason: 'Ferie' })
        .expect(201),
    );
    expect(rows).toMatchObject([{ person: await personOf('sofie.brandt'), route: '/api/v1/me/absences' }]);
    expect(rows[0]?.subject).toMatch(/^delegation-/);
  });

  it('holds which chain was taken out', async () => {
    const item = await approvedItem(world, officer, 'Et punkt', [{ organ: 'organ-kb', role: 'deciding' }]);
    const rows = await leaves('exported', () => admin.get(`/drift/kaede/${item}/kaede.json`).expect(200));
    expect(rows).toMatchObject([{ person: await personOf('karin.storgaard'), subject: item }]);
  });

  it('names each event by the request that the process’s log has', async () => {
    const [row] = await leaves('access-refused', () => officer.get('/drift').expect(403));
    const lines = world.logged.filter((line) => line.includes(row?.request ?? 'none'));
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(expect.arrayContaining(['request', 'audit']));
  });

  it('misses nothing that an administrator does: what declares no event says so itself, or changes nothing', () => {
    const silent = OPERATIONS.filter(
      ({ access, method, audit }) =>
        typeof access === 'object' && [access.role].flat().includes('admin') && method !== 'get' && !audit,
    ).flatMap(({ paths }) => paths);
    const changing = silent.filter((path) => !path.endsWith('/consequences'));
    const RECORDS = ['closures', 'delegations', 'offices', 'organs', 'people'];
    const PAGES = ['fuldmagter', 'lukkedage', 'organer', 'personer', 'stillinger'];
    const saving = [
      ...RECORDS.flatMap((table) => [`/api/v1/${table}`, `/api/v1/${table}/:id`]),
      ...PAGES.flatMap((page) => [`/drift/${page}/:id`, `/drift/${page}/ny`]),
    ];
    expect(changing.toSorted()).toEqual(saving.toSorted());
  });
});
