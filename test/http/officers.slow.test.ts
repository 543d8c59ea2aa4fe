/** Who writes an item: handed over, shared with a co-author, and handled by a substitute; over the API and the pages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capturedMails } from './captured-mails.ts';
import { address, type Browser, createWorld, decisionText, sendOff, until, type World } from './world.ts';

let world: World;
let sofie: Browser;
let emil: Browser;
let secretary: Browser;
let chief: Browser;
const SOFIE = 'person-sofie-brandt';
const EMIL = 'person-emil-toftegaard';
const MEMBER = 'person-birthe-lindhardt';

beforeAll(async () => {
  world = await createWorld();
  sofie = await world.signIn(address('sofie.brandt'));
  emil = await world.signIn(address('emil.toftegaard'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  chief = await world.approver();
});
afterAll(() => world?.close());

async function draftOf(officer: Browser, title: string, openness: 'open' | 'closed' = 'open') {
  const { body } = await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  const draft = {
    content: decisionText('Teksten.', {
      title,
      openness,
      printedRoute: 'KB',
      recommendation: { lead: 'Kommunaldirektøren indstiller, at', clauses: ['planen godkendes.'] },
    }),
    plan: [
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ],
  };
  await officer.put(`/api/v1/items/${body.stream}/draft`).send({ rev: 1, draft }).expect(200);
  await world.app.relay.flush();
  return { item: body.stream as string, draft };
}
async function sentItem(title: string, openness: 'open' | 'closed' = 'open') {
  const { body } = await sofie.post('/api/v1/items').send({ type: 'decision' }).expect(201);
  await sendOff(sofie, body.stream, (await draftOf(sofie, title, openness)).draft);
  await world.app.relay.flush();
  return body.stream as string;
}
const send = (by: Browser, item: string, event: object) => by.post(`/api/v1/items/${item}/events`).send(event);
const tasks = async (by: Browser) => {
  await world.app.relay.flush();
  const { body } = await by.get('/api/v1/tasks').expect(200);
  return [...(body.drafts ?? []), ...(body.underway ?? [])] as { item: string; onBehalfOf: string | null }[];
};
const has = async (by: Browser, item: string) => (await tasks(by)).some((task) => task.item === item);

describe('A hand-over', () => {
  it('gives the item with its draft to another officer, who is mailed, and takes it from the first', async () => {
    const { item, draft } = await draftOf(sofie, 'Overdraget udkast');
    await send(sofie, item, { type: 'handOver', to: EMIL, reason: 'Jeg går på barsel.' }).expect(200);
    expect([await has(sofie, item), await has(emil, item)]).toEqual([false, true]);
    await sofie.get(`/api/v1/items/${item}`).expect(404);
    await sofie.put(`/api/v1/items/${item}/draft`).send({ rev: 2, draft }).expect(403);
    await emil.put(`/api/v1/items/${item}/draft`).send({ rev: 2, draft }).expect(200);
    const [mail] = await capturedMails(world, address('emil.toftegaard'), 'Overdraget udkast');
    expect(mail).toContain('Sofie Lykke Brandt har overdraget et punkt til dig');
    expect(mail).toContain('Jeg går på barsel.');
    const { text } = await emil.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Overdraget til Emil Toftegaard');
    expect(text).toContain('Sagsbehandler: Emil Toftegaard');
  });

  it('of a closed item says neither title nor reason in the mail', async () => {
    const { item } = await draftOf(sofie, 'Fortrolig overdragelse', 'closed');
    await send(sofie, item, { type: 'handOver', to: EMIL, reason: 'Personsagen.' }).expect(200);
    const [mail] = await capturedMails(world, address('emil.toftegaard'), 'et lukket punkt');
    expect(mail).not.toMatch(/Fortrolig overdragelse|Personsagen/);
  });

  it('is made by the officer’s chief and by the secretariat, by nobody else', async () => {
    const item = await sentItem('Hvem må overdrage');
    await send(emil, item, { type: 'handOver', to: EMIL }).expect(403);
    const member = await world.signIn(address('birthe.lindhardt'));
    await send(member, item, { type: 'handOver', to: EMIL }).expect(403);
    const link = `/overdrag?fra=${SOFIE}`;
    expect((await chief.get(`/punkter/${item}`).expect(200)).text).toContain(link.replace('=', '&#x3D;'));
    expect((await chief.get(link).expect(200)).text).toContain('Hvem må overdrage');
    await send(chief, item, { type: 'handOver', to: EMIL }).expect(200);
    await send(secretary, item, { type: 'handOver', to: SOFIE }).expect(200);
    expect(await has(sofie, item)).toBe(true);
  });

  it('is refused to somebody unknown, to somebody who writes no items, and to the officer', async () => {
    const item = await sentItem('Til hvem');
    const refused = async (to: string) => (await send(sofie, item, { type: 'handOver', to })).body.code;
    expect(await refused('person-ukendt')).toBe('unknown-person');
    expect(await refused(MEMBER)).toBe('does-not-write-items');
    expect(await refused(SOFIE)).toBe('officer-changes');
  });

  it('is asked for before somebody with unfinished items loses access', async () => {
    await draftOf(emil, 'Bliver ladt tilbage');
    const admin = await world.signIn(address('karin.storgaard'));
    const { people } = (await admin.get('/api/v1/people').expect(200)).body;
    const person = people.find(({ id }: { id: string }) => id === EMIL);
    const says = async (active: boolean) =>
      (
        await admin
          .post('/api/v1/people/consequences')
          .send({ ...person, active })
          .expect(200)
      ).body.consequences;
    expect(await says(true)).toEqual([]);
    const [line] = await says(false);
    expect(line).toMatch(
      /^Emil Toftegaard er sagsbehandler på \d+ uafsluttede? punkt(er)?. Sekretariatet bør overdrage/,
    );
  });

  it('of all that somebody has is shown first, and told in one mail', async () => {
    const gone = await world.signIn(address('emil.toftegaard'));
    const titles = ['Første af flere', 'Anden af flere', 'Tredje af flere'];
    const drafts: string[] = [];
    for (const title of titles) drafts.push((await draftOf(gone, title)).item);
    const shown = (await secretary.get(`/overdrag?fra=${EMIL}`).expect(200)).text;
    for (const title of titles) expect(shown).toContain(title);
    const form = { from: EMIL, to: SOFIE, reason: 'Emil er rejst.', requestId: 'overdrag-alt-fra-emil' };
    await sofie
      .post('/overdrag')
      .type('form')
      .send({ ...form, 'items[]': drafts })
      .expect(409);
    expect(await has(sofie, drafts[0] ?? '')).toBe(false);
    // Nobody is mailed of what was refused, also when the mail would go out after somebody else has handed the same over.
    const entered = { stream: EMIL, 'effect.params.template': 'items-handed-over' };
    expect(await world.app.collections.deliveries.countDocuments(entered)).toBe(0);
    const empty = await secretary.post('/overdrag').type('form').send(form).expect(400);
    expect(empty.text).toContain('Vælg mindst ét punkt.');
    const press = () =>
      secretary
        .post('/overdrag')
        .type('form')
        .send({ ...form, 'items[]': drafts });
    const done = await press().expect(303);
    await press().expect(303);
    const after = (await secretary.get(done.headers.location ?? '').expect(200)).text;
    expect(after).toContain('3 punkter er overdraget til Sofie Lykke Brandt');
    for (const item of drafts) expect([await has(gone, item), await has(sofie, item)]).toEqual([false, true]);
    const mails = await capturedMails(world, address('sofie.brandt'), 'Første af flere');
    expect(mails).toHaveLength(1);
    for (const title of [...titles, 'Emil er rejst.']) expect(mails[0]).toContain(title);
  });
});

describe('An approval of one’s own', () => {
  const admin = () => world.signIn(address('karin.storgaard'));
  const delegate = async (to: string) => {
    const delegation = {
      rev: null,
      from: { kind: 'office', id: 'office-oekonomichef' },
      to,
      scope: { actions: null, offices: null },
      validFrom: '2023-11-01',
      validTo: '2023-12-31',
      reason: 'Prøve',
    };
    await (await admin()).post('/api/v1/delegations').send(delegation).expect(201);
  };
  const reading = async (by: Browser, item: string) => {
    const { context } = (await by.get(`/api/v1/items/${item}`).expect(200)).body;
    return { step: context.route[0].id, round: context.round, version: context.version.hash };
  };

  it('is refused to the officer by delegation, shown among nobody’s tasks of theirs, and given by another', async () => {
    await delegate(SOFIE);
    const item = await sentItem('Godkender ikke sit eget');
    const read = await reading(sofie, item);
    const refused = await send(sofie, item, { type: 'approve', ...read }).expect(403);
    expect(refused.body.code).toBe('not-ones-own');
    expect((await sofie.get(`/punkter/${item}`).expect(200)).text).not.toContain('id="tag-stilling"');
    const { approvals } = (await sofie.get('/api/v1/tasks').expect(200)).body;
    expect(approvals.map((task: { item: string }) => task.item)).not.toContain(item);
    await send(chief, item, { type: 'approve', ...read }).expect(200);
  });

  it('leaves the step to the secretariat where everybody who acts for the office writes the item', async () => {
    const item = await sentItem('Chefen skriver med');
    await send(sofie, item, { type: 'setCoAuthor', person: EMIL, writes: true }).expect(200);
    const read = await reading(chief, item);
    const skip = () => send(secretary, item, { type: 'skip', step: read.step, reason: 'Alle skriver selv.' });
    expect((await skip()).body.code).toBe('only-for-a-vacant-office');
    const people = (await admin()).get('/api/v1/people');
    const bettina = (await people.expect(200)).body.people.find(
      ({ id }: { id: string }) => id === 'person-bettina-andersen',
    );
    const writer = { ...bettina, roles: [...bettina.roles, 'officer'] };
    await (await admin()).put(`/api/v1/people/${bettina.id}`).send(writer).expect(200);
    // Another role ends the sessions that were begun without it.
    chief = await world.signIn(address('bettina.andersen'));
    await send(sofie, item, { type: 'setCoAuthor', person: bettina.id, writes: true }).expect(200);
    expect((await send(chief, item, { type: 'approve', ...read }).expect(403)).body.code).toBe('not-ones-own');
    await skip().expect(200);
  });
});

describe('A co-author', () => {
  it('is mailed, writes and sends the item, and no longer once taken away', async () => {
    const { item, draft } = await draftOf(sofie, 'Skrevet af to');
    await emil.put(`/api/v1/items/${item}/draft`).send({ rev: 2, draft }).expect(403);
    await send(sofie, item, { type: 'setCoAuthor', person: EMIL, writes: true }).expect(200);
    expect(await has(emil, item)).toBe(true);
    const [mail] = await capturedMails(world, address('emil.toftegaard'), 'Skrevet af to');
    expect(mail).toContain('har gjort dig til medforfatter');
    const { body } = await emil.put(`/api/v1/items/${item}/draft`).send({ rev: 2, draft }).expect(200);
    await send(emil, item, { type: 'submit', rev: body.rev }).expect(200);
    expect((await sofie.get(`/punkter/${item}`).expect(200)).text).toContain('Medforfattere: Emil Toftegaard');
    await send(sofie, item, { type: 'setCoAuthor', person: EMIL, writes: false }).expect(200);
    await send(emil, item, { type: 'recall' }).expect(403);
    expect(await has(emil, item)).toBe(false);
  });

  it('is added and taken away on the item’s page', async () => {
    const { item } = await draftOf(sofie, 'Medforfatter på siden');
    const shown = (await sofie.get(`/punkter/${item}`).expect(200)).text;
    expect(shown).toContain('Hvem skal også kunne skrive på punktet?');
    const press = (fields: object) => sofie.post(`/punkter/${item}/medforfatter`).type('form').send(fields);
    await press({ requestId: 'tilfoej-emil', person: EMIL, writes: 'true' }).expect(303);
    expect((await sofie.get(`/punkter/${item}`)).text).toContain('Fjern<span class="sr-only">: Emil Toftegaard');
    await press({ requestId: 'fjern-emil-nu', person: EMIL, writes: 'false' }).expect(303);
    expect((await sofie.get(`/punkter/${item}`)).text).not.toContain('Medforfattere: Emil');
  });
});

describe('A substitute', () => {
  const absence = { substitute: EMIL, from: '2023-11-20', until: '2023-12-20', reason: 'Ferie i Skagen' };

  it('is mailed what waits, handles the items on behalf of whoever is away, and no longer once that is over', async () => {
    const item = await sentItem('Venter under ferien');
    expect(await has(emil, item)).toBe(false);
    const { body } = await sofie.post('/api/v1/me/absences').send(absence).expect(201);
    // Sent twice it is one absence.
    expect((await sofie.post('/api/v1/me/absences').send(absence).expect(201)).body.id).toBe(body.id);
    const [mail] = await capturedMails(world, address('emil.toftegaard'), 'Ferie i Skagen');
    expect(mail).toContain('Du kan handle på vegne af Sofie Lykke Brandt.');
    expect(mail).toContain('Venter under ferien');
    const mine = (await tasks(emil)).find((task) => task.item === item);
    expect(mine?.onBehalfOf).toBe(SOFIE);
    const page = (await emil.get('/').expect(200)).text;
    expect(page.split('Du træder til for Sofie Lykke Brandt')[1]).toContain('Venter under ferien');
    expect(page.split('Dine punkter undervejs')[1]).not.toContain('Venter under ferien');
    await send(emil, item, { type: 'recall' }).expect(200);
    const { text } = await sofie.get(`/punkter/${item}`).expect(200);
    expect(text).toContain('Emil Toftegaard på vegne af Sofie Lykke Brandt');
    expect(text).toContain('fraværende, Emil Toftegaard træder til');
    await sofie.delete(`/api/v1/me/absences/${body.id}`).expect(200);
    expect(await has(emil, item)).toBe(false);
    await send(emil, item, { type: 'withdraw', reason: 'For sent.' }).expect(403);
    await emil.delete(`/api/v1/me/absences/${body.id}`).expect(404);
    const [ended, ...others] = await capturedMails(world, address('emil.toftegaard'), 'Du træder ikke længere til for');
    expect(ended).toContain('Fra nu af handler Sofie Lykke Brandt selv.');
    expect(others).toEqual([]);
  });

  it('is named on the page »Mig«, where what is wrong is said and what was typed stays', async () => {
    const press = (fields: object) =>
      sofie
        .post('/mig/fravaer')
        .type('form')
        .send({ ...absence, ...fields });
    const choices = (await sofie.get('/mig').expect(200)).text;
    expect(choices).toContain(`<option value="${EMIL}"`);
    // A councillor who works nowhere in the administration reads none of its items that way.
    expect(choices).not.toContain(MEMBER);
    const texts = {
      'Vælg, hvem der træder til for dig.': { substitute: '' },
      'Skriv en grund': { reason: ' ' },
      'Perioden er allerede forbi.': { from: '2023-11-01', until: '2023-11-02' },
    };
    for (const [says, fields] of Object.entries(texts)) {
      const { text, status } = await press(fields);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).toContain(says);
    }
    expect((await press({ until: '2023-11-01' })).text).toContain('value="Ferie i Skagen"');
    expect((await press({ substitute: SOFIE })).status).toBe(409);
    await press({}).expect(303);
    const { text } = await sofie.get('/mig').expect(200);
    expect(text).toContain('<strong>Emil Toftegaard</strong> træder til');
    expect((await emil.get('/mig').expect(200)).text).toContain('Sofie Lykke Brandt');
    const id = /\/mig\/fravaer\/([^/]+)\/slut/.exec(text)?.[1];
    await emil.post(`/mig/fravaer/${id}/slut`).expect(404);
    await sofie.post(`/mig/fravaer/${id}/slut`).expect(303);
    expect((await sofie.get('/mig')).text).not.toContain('træder til</strong>');
    expect((await tasks(emil)).every((task) => task.onBehalfOf === null)).toBe(true);
    await until(
      async () => world.app.collections.deliveries.countDocuments({ state: 'open' }),
      (open) => open === 0,
    );
  });
});
