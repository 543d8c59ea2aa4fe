import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryOf } from '#src/people/directory.ts';
import { consequencesOf } from '#src/queries/people-consequences.ts';
import { adminForms, type Form } from './admin-forms.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
let admin: Browser;

beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
});
afterAll(() => world.close());

const { send, formOn, directory } = adminForms(() => ({ world, admin }));

const PERSON = {
  name: 'Rikke Sønderby',
  email: 'rikke.s@norddjurs.example',
  title: '',
  roles: ['officer'],
  active: 'yes',
};

describe('people', () => {
  it('one is made by a form, found by a search, and the same press again makes no second', async () => {
    const { id } = await formOn('/drift/personer/ny');
    const saved = await send('/drift/personer/ny', { ...PERSON, id, do: 'save' }).expect(303);
    expect(saved.headers.location).toBe(`/drift/personer/${id}?gemt=1`);
    await send('/drift/personer/ny', { ...PERSON, id, do: 'save' }).expect(303);
    const people = [...(await directory()).people.values()].filter(({ email }) => email === PERSON.email);
    expect(people).toMatchObject([{ id, name: 'Rikke Sønderby', roles: ['officer'], active: true, rev: 1 }]);
    const found = await admin.get('/drift/personer?q=rikke+sønderby&role=officer').expect(200);
    expect(found.text).toContain(`/drift/personer/${id}`);
    expect(found.text).not.toContain('Emil Toftegaard');
  });

  it('what is wrong stands at its field, and what was typed is kept', async () => {
    const { id } = await formOn('/drift/personer/ny');
    const bad = await send('/drift/personer/ny', { ...PERSON, id, email: 'ingen adresse' }).expect(400);
    expect(bad.text).toMatch(/id="email-error">Skriv en e-mailadresse/);
    expect(bad.text).toContain('value="Rikke Sønderby"');
    const taken = await send('/drift/personer/ny', { ...PERSON, id, email: address('emil.toftegaard') }).expect(409);
    expect(taken.text).toMatch(/id="email-error">E-mailadressen bruges allerede/);
    expect((await directory()).people.has(id)).toBe(false);
  });

  it.each(['+45 89 59 10 00', '89591000', '8959-1000', '(+45) 89 59 10 00', '89 59 10 00 lok. 12'])(
    'a phone is kept as written: %s',
    async (phone) => {
      const { id } = await formOn('/drift/personer/ny');
      const email = `telefon-${phone.replaceAll(/\D/g, '')}-${phone.length}@norddjurs.example`;
      await send('/drift/personer/ny', { ...PERSON, id, email, phone, do: 'save' }).expect(303);
      expect((await directory()).people.get(id)).toMatchObject({ phone });
      expect((await admin.get(`/drift/personer/${id}`).expect(200)).text).toContain(`value="${phone}"`);
    },
  );

  it.each(['ring til mig', '12', '()--', '8959;1000', '89591000 og 89591001'])(
    'what is no phone is said at its field: %s',
    async (phone) => {
      const { id } = await formOn('/drift/personer/ny');
      const bad = await send('/drift/personer/ny', { ...PERSON, id, email: 'ny@norddjurs.example', phone }).expect(400);
      expect(bad.text).toMatch(/id="phone-error">[^<]+/);
      expect(bad.text).toContain(`value="${phone}"`);
      expect((await directory()).people.has(id)).toBe(false);
    },
  );

  it('the last administrator cannot lock everybody out', async () => {
    const { people } = await directory();
    const karin = [...people.values()].find(({ email }) => email === address('karin.storgaard'));
    const path = `/drift/personer/${karin?.id}`;
    const { rev } = await formOn(path);
    const form = { ...PERSON, name: karin?.name ?? '', email: karin?.email ?? '', roles: ['officer'], rev };
    expect((await send(path, form).expect(409)).text).toMatch(/id="roles-error">Der skal altid være mindst én admin/);
  });

  it('who was second sees both versions, and keeps the own one by pressing again', async () => {
    const path = '/drift/personer/person-emil-toftegaard';
    const { rev } = await formOn(path);
    const emil = { name: 'Emil Toftegaard', email: address('emil.toftegaard'), roles: ['officer'], active: 'yes', rev };
    await send(path, { ...emil, title: 'Chefkonsulent' }).expect(303);
    const second = await send(path, { ...emil, title: 'Projektleder' }).expect(412);
    expect(second.text).toContain('Karin Storgaard har ændret det samme');
    expect(second.text).toMatch(
      /Din udgave<\/dt><dd>Projektleder[\s\S]*Gemt af Karin Storgaard<\/dt><dd>Chefkonsulent/,
    );
    const newRev = /name="rev" value="(\d+)"/.exec(second.text)?.[1] ?? '';
    await send(path, { ...emil, title: 'Projektleder', rev: newRev }).expect(303);
    expect((await directory()).people.get('person-emil-toftegaard')).toMatchObject({
      title: 'Projektleder',
      invented: true,
    });
  });

  it('whoever loses access is signed out within a second', async () => {
    const path = '/drift/personer/person-emil-toftegaard';
    const emil = await world.signIn(address('emil.toftegaard'));
    await emil.get('/punkter').expect(200);
    const { rev } = await formOn(path);
    const form = { name: 'Emil Toftegaard', email: address('emil.toftegaard'), roles: ['officer'], rev };
    await send(path, { ...form, active: 'no' }).expect(303);
    await emil.get('/punkter').expect(303);
  });
});

describe('offices', () => {
  const path = '/drift/stillinger/office-oekonomichef';
  const BETTINA = 'person-bettina-andersen';
  const holder = (person: string, from: string, to = '') => ({ person, kind: 'holder', from, to, invented: '' });

  it('one is made with its holder; a row more or less is a button, and saves nothing', async () => {
    const { id } = await formOn('/drift/stillinger/ny');
    const form = {
      id,
      name: 'Skolechef',
      superior: 'office-velfaerdsdirektoer',
      rows: [holder(BETTINA, '2023-01-01'), holder('', '')],
    };
    const less = await send('/drift/stillinger/ny', { ...form, do: 'remove-1' }).expect(200);
    expect(less.text.match(/name="rows\[\d+\]\[person\]"/g)).toHaveLength(1);
    expect(less.text).toContain('Ændringen er ikke gemt endnu');
    const bad = await send('/drift/stillinger/ny', { ...form, do: 'save' }).expect(400);
    expect(bad.text).toContain('id="row-person-1-error">Vælg en person.');
    expect(bad.text).toContain('id="row-from-1-error">Vælg en dato.');
    expect((await directory()).offices.has(id)).toBe(false);
    await send('/drift/stillinger/ny', { ...form, rows: form.rows.slice(0, 1) }).expect(303);
    expect((await directory()).offices.get(id)?.holders).toMatchObject([{ person: BETTINA, to: null }]);
    expect((await admin.get('/drift/stillinger').expect(200)).text).toContain('Skolechef');
  });

  it('two holders at once and a ring of superiors are refused at their fields', async () => {
    const { rev } = await formOn(path);
    const second = holder('person-lene-thomsen', '2023-01-01');
    const form = {
      rev,
      name: 'Økonomichef',
      superior: 'office-kommunaldirektoer',
      rows: [holder(BETTINA, '2022-01-01'), second],
    };
    const overlap = await send(path, form).expect(409);
    expect(overlap.text).toContain('id="row-from-0-error">To personer har samme stilling');
    expect(overlap.text).toContain('id="row-from-1-error">To personer har samme stilling');
    const ended = [holder(BETTINA, '2022-01-01', '2022-12-31'), second];
    const ring = await send(path, { ...form, superior: 'office-oekonomichef', rows: ended });
    expect(ring.text).toContain('id="superior-error">En stilling kan ikke være sin egen overordnede');
  });

  it('ending a period says how many items wait for the office, and is saved when pressed again', async () => {
    const officer = await world.signIn(address('sofie.brandt'));
    for (const title of ['Første', 'Andet']) await waitingItem(officer, title);
    await until(
      () => world.app.collections.items.countDocuments({ waitsForOffice: 'office-oekonomichef' }),
      (count) => count === 2,
    );
    const { rev } = await formOn(path);
    const form: Form = {
      rev,
      name: 'Økonomichef',
      superior: 'office-kommunaldirektoer',
      rows: [holder(BETTINA, '2022-01-01', '2023-11-01')],
    };
    const asked = await send(path, form).expect(200);
    expect(asked.text).toContain(
      '2 punkter venter på Økonomichef. Nu kan Bettina Andersen tage stilling. Efter ændringen er',
    );
    expect(asked.text).toContain(
      'er stillingen ubesat, og Henrik Dalgaard Voss som Kommunaldirektør skal tage stilling',
    );
    expect((await directory()).offices.get('office-oekonomichef')?.rev).toBe(Number(rev));
    const confirm = /name="confirm" value="([0-9a-f]{64})"/.exec(asked.text)?.[1] ?? '';
    // Another change than the one that was shown is asked about anew.
    await send(path, { ...form, rows: [holder(BETTINA, '2022-01-01', '2023-11-02')], confirm }).expect(200);
    await send(path, { ...form, confirm }).expect(303);
    expect((await directory()).offices.get('office-oekonomichef')?.holders).toMatchObject([{ to: '2023-11-01' }]);
    expect((await admin.get('/drift/stillinger').expect(200)).text).toMatch(/Økonomichef<\/a> <span[^>]*>Ubesat/);
  });

  async function waitingItem(officer: Browser, title: string) {
    const { body } = await officer.post('/api/v1/items').send({ type: 'discussion' }).expect(201);
    const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'Kort fortalt.' }] };
    const sections = [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: [paragraph] } }];
    const content = { title, type: 'discussion', openness: 'open', caseNumber: null, printedRoute: 'ØK', sections };
    const plan = [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-oek', role: 'recommending' },
    ];
    const draft = { content: { ...content, recommendation: null, bilag: [] }, plan };
    const saved = await officer.put(`/api/v1/items/${body.stream}/draft`).send({ rev: 1, draft }).expect(200);
    await officer.post(`/api/v1/items/${body.stream}/events`).send({ type: 'submit', rev: saved.body.rev }).expect(200);
  }

  it('a change that takes effect later is told with its day', () => {
    const person = (id: string) => ({ id, rev: 1, name: id, email: `${id}@x.dk`, roles: [], active: true });
    const office = (to: string | null) => ({
      ...{ id: 'office-a', rev: 1, name: 'A', superior: null },
      holders: [{ person: 'person-a', kind: 'holder' as const, from: '2022-01-01', to }],
    });
    const at = (to: string | null) => directoryOf({ people: [person('person-a')], offices: [office(to)] });
    const now = new Date('2023-11-20T08:00:00Z');
    const waiting = new Map([['office-a', 3]]);
    expect(consequencesOf(at(null), at('2023-12-31'), waiting, now)).toMatchObject([
      { office: 'office-a', waiting: 3, from: '2024-01-01', today: false, after: { kind: 'nobody' } },
    ]);
    expect(consequencesOf(at(null), at(null), waiting, now)).toEqual([]);
  });
});

it('nobody but an administrator sees or changes any of it', async () => {
  const secretary = await world.signIn(address('ida.lund'));
  for (const place of ['personer', 'stillinger', 'organer', 'fuldmagter']) {
    await secretary.get(`/drift/${place}`).expect(403);
    await secretary.get(`/drift/${place}/ny`).expect(403);
    await secretary.post(`/drift/${place}/ny`).type('form').send(PERSON).expect(403);
  }
  await admin.get('/drift/personer/person-nobody').expect(404);
  await admin.get('/drift/stillinger/%7B%22$ne%22:1%7D').expect(404);
});
