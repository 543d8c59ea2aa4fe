import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminForms, type Form } from './admin-forms.ts';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let admin: Browser;

beforeAll(async () => {
  world = await createWorld();
  admin = await world.signIn(address('karin.storgaard'));
});
afterAll(() => world.close());

const { send, formOn, directory } = adminForms(() => ({ world, admin }));

describe('organs', () => {
  const member = (printedName: string, more: Record<string, string> = {}) => ({
    ...{ person: '', printedName, title: '', party: 'A', chair: 'no', from: '2022-01-01', to: '', invented: '' },
    ...more,
  });
  const chair = { chair: 'yes' };
  const COUNCIL = {
    name: 'Byrådet',
    abbreviation: 'BY',
    kind: 'council',
    role: 'deciding',
    signing: 'participants',
    days: '4',
    policy: 'strict',
    cutoffTime: '',
  };

  it('one is made with rules and members in printed order, and they are moved by buttons', async () => {
    const { id } = await formOn('/drift/organer/ny');
    const form = { ...COUNCIL, rows: [member('Åse', chair), member('Bo')], id };
    const moved = await send('/drift/organer/ny', { ...form, do: 'down-0' }).expect(200);
    expect(moved.text.indexOf('value="Bo"')).toBeLessThan(moved.text.indexOf('value="Åse"'));
    await send('/drift/organer/ny', { ...form, do: 'save' }).expect(303);
    const organ = (await directory()).organs.get(id);
    expect(organ).toMatchObject({ abbreviation: 'BY', dispatch: { days: 4, policy: 'strict', cutoffTime: null } });
    expect(organ?.members).toMatchObject([
      { printedName: 'Åse', chair: true },
      { printedName: 'Bo', chair: false },
    ]);
    const { text } = await admin.get(`/drift/organer/${id}`).expect(200);
    expect(text).toContain('Dagsordenen skal være sendt senest');
    expect(text).toContain('kommunestyrelsesloven § 8');
  });

  it('its page says who changed which rule and member when, each change by itself', async () => {
    const { id } = await formOn('/drift/organer/ny');
    const form = { ...COUNCIL, kind: 'committee', days: '', abbreviation: 'ÆU', name: 'Ændringsudvalget' };
    await send('/drift/organer/ny', { ...form, rows: [member('Åse'), member('Bo')], id, do: 'save' }).expect(303);
    const change = async (given: Form) => {
      const { rev } = await formOn(`/drift/organer/${id}`);
      await send(`/drift/organer/${id}`, { ...form, ...given, id, rev, do: 'save' }).expect(303);
    };
    await change({ rows: [member('Åse'), member('Bo')], ownApproval: 'yes' });
    await change({ rows: [member('Åse'), member('Cai')], ownApproval: 'yes', name: 'Ændringsudvalg' });
    const { rev } = await formOn(`/drift/organer/${id}`);
    await send(`/drift/organer/${id}`, { ...form, rows: [], id, rev: '1', do: 'save' }).expect(412);
    expect(rev).toBe('3');
    const { text } = await admin.get(`/drift/organer/${id}`).expect(200);
    const lines = text
      .slice(text.indexOf('id="aendringer"'), text.indexOf('</form>', text.indexOf('id="aendringer"')))
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ');
    const changes = [...lines.matchAll(/kl\. \d\d\.\d\d · (.*?)(?= \d{1,2}\. [a-z]+ \d{4} kl\.|$)/g)].map(([, line]) =>
      line?.trim(),
    );
    expect(changes).toEqual([
      'Karin Storgaard Navn Ændringsudvalget → Ændringsudvalg Medlemmer Bo (A), fra 1. januar 2022 → Cai (A), fra 1. januar 2022',
      'Karin Storgaard Må man godkende egne punkter? Nej → Ja, den, der skriver punktet, må også godkende det',
      'Karin Storgaard Oprettet',
    ]);
  });

  it('what the law says of the council is refused at its field', async () => {
    const { id } = await formOn('/drift/organer/ny');
    const form = { ...COUNCIL, abbreviation: 'BR', id };
    const unsigned = await send('/drift/organer/ny', { ...form, signing: 'chair' }).expect(409);
    expect(unsigned.text).toMatch(/id="signing-error">Kommunalbestyrelsens protokol/);
    for (const days of ['', '3']) {
      const late = await send('/drift/organer/ny', { ...form, days }).expect(409);
      expect(late.text).toMatch(/id="days-error">Kommunalbestyrelsens dagsorden skal være sendt senest 4 hverdage/);
    }
    const odd = await send('/drift/organer/ny', { ...form, days: 'fire', cutoffTime: '25:00' }).expect(400);
    expect(odd.text).toContain('id="days-error">Skriv et helt tal');
    expect(odd.text).toContain('id="cutoffTime-error">Skriv et klokkeslæt');
    const taken = await send('/drift/organer/ny', { ...form, abbreviation: 'øk' }).expect(409);
    expect(taken.text).toContain('id="abbreviation-error">Forkortelsen bruges allerede');
  });

  it('two chairs at once are refused at both, and periods that run backwards at theirs', async () => {
    const { id } = await formOn('/drift/organer/ny');
    const form = { ...COUNCIL, abbreviation: 'BX', id };
    const two = [member('Åse', chair), member('Bo', chair)];
    const chairs = await send('/drift/organer/ny', { ...form, rows: two }).expect(409);
    expect(chairs.text.match(/Organet har to formænd i samme periode/g)).toHaveLength(2);
    const ended = [member('Åse', chair), member('Bo', { to: '2021-01-01' })];
    const backwards = await send('/drift/organer/ny', { ...form, rows: ended }).expect(400);
    expect(backwards.text).toContain('id="row-to-1-error">Perioden slutter, før den begynder.');
  });

  it('a demo organ is saved as it was by pressing "Gem" on its page without a change', async () => {
    const before = (await directory()).organs.get('organ-hu');
    const { text } = await admin.get('/drift/organer/organ-hu').expect(200);
    const form: Record<string, string> = {};
    const add = (name: string, value: string) => {
      expect(form[name]).toBeUndefined();
      form[name] = value.replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
    };
    for (const [, name = '', body = ''] of text.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
      add(name, /value="([^"]*)" selected/.exec(body)?.[1] ?? /value="([^"]*)"/.exec(body)?.[1] ?? '');
    }
    for (const [, name = '', value = ''] of text.matchAll(/<input [^>]*name="([^"]+)" value="([^"]*)"/g))
      add(name, value);
    await send('/drift/organer/organ-hu', form).expect(303);
    expect((await directory()).organs.get('organ-hu')).toEqual({ ...before, rev: 2 });
  });
});

describe('delegations', () => {
  const FORM = {
    giver: 'office:office-velfaerdsdirektoer',
    receiver: 'person-kim-nielsen',
    validFrom: '2023-11-01',
    validTo: '2023-12-31',
    reason: 'Orlov',
    actions: ['approve'],
  };

  it('that overlap for one office are one line to whoever acts for it', async () => {
    for (const actions of [['approve'], ['approve', 'return']]) {
      const { id } = await formOn('/drift/fuldmagter/ny');
      await send('/drift/fuldmagter/ny', { ...FORM, receiver: 'person-bettina-andersen', actions, id }).expect(303);
    }
    const bettina = await world.signIn(address('bettina.andersen'));
    const { text } = await bettina.get('/mig').expect(200);
    const [facts = ''] = text.split('<select');
    expect(facts.match(/Velfærdsdirektør/g)).toHaveLength(1);
  });

  it('one is made, listed as in force, and ended by an earlier day', async () => {
    const { id } = await formOn('/drift/fuldmagter/ny');
    await send('/drift/fuldmagter/ny', { ...FORM, id }).expect(303);
    const stored = async () => (await directory()).delegations.find((one) => one.id === id);
    expect(await stored()).toMatchObject({ scope: { actions: ['approve'], offices: null }, reason: 'Orlov' });
    const { text } = await admin.get('/drift/fuldmagter').expect(200);
    expect(text).toContain('Velfærdsdirektør til Kim Bruun Nielsen');
    await send(`/drift/fuldmagter/${id}`, { ...FORM, rev: '1', validTo: '2023-11-10' }).expect(303);
    expect(await stored()).toMatchObject({ validTo: '2023-11-10', rev: 2 });
  });

  it('to oneself, backwards and without a reason it is refused at its field', async () => {
    const { id } = await formOn('/drift/fuldmagter/ny');
    const refused = (change: Form) => send('/drift/fuldmagter/ny', { ...FORM, id, ...change });
    expect((await refused({ giver: `person:${FORM.receiver}` }).expect(409)).text).toContain('id="receiver-error"');
    expect((await refused({ validTo: '2023-10-01' }).expect(409)).text).toContain(
      'id="validTo-error">Perioden slutter',
    );
    const empty = await refused({ reason: '', giver: '' }).expect(400);
    expect(empty.text).toContain('id="reason-error">Skriv en begrundelse');
    expect(empty.text).toContain('id="giver-error">Vælg, hvem fuldmagten kommer fra.');
  });
});

describe('closing days', () => {
  const BRIDGE = { closureName: 'Fredag efter Kristi himmelfart', firstDay: '2024-05-10', lastDay: '', active: 'yes' };
  /** What a new meeting's page says of when its agenda must be sent. */
  async function pageOfNewMeeting(date: string): Promise<string> {
    const secretary = await world.signIn(address('jonas.mikkelsen'));
    const { body } = await secretary
      .post('/api/v1/meetings')
      .send({ organ: 'organ-kb', date, startsAt: '17:00' })
      .expect(201);
    return (await secretary.get(`/moeder/${body.stream}`).expect(200)).text;
  }

  it('are no hverdage for meetings planned from now on, and hverdage again once they are taken back', async () => {
    const { id } = await formOn('/drift/lukkedage/ny');
    await send('/drift/lukkedage/ny', { ...BRIDGE, id }).expect(303);
    const list = await admin.get('/drift/lukkedage').expect(200);
    expect(list.text).toContain('fredag den 10. maj 2024');
    expect(await pageOfNewMeeting('2024-05-14')).toContain('Fredag efter Kristi himmelfart 10. maj');
    await send(`/drift/lukkedage/${id}`, { ...BRIDGE, rev: '1', active: 'no' }).expect(303);
    expect(await pageOfNewMeeting('2024-05-15')).not.toContain('Fredag efter');
  });

  it('that end before they begin, or have no name, are refused at their field', async () => {
    const { id } = await formOn('/drift/lukkedage/ny');
    const backwards = await send('/drift/lukkedage/ny', { ...BRIDGE, id, lastDay: '2024-05-09' }).expect(409);
    expect(backwards.text).toContain('id="lastDay-error">Perioden slutter, før den begynder.');
    const nameless = await send('/drift/lukkedage/ny', { ...BRIDGE, id, closureName: '', firstDay: '' }).expect(400);
    expect(nameless.text).toContain('id="closureName-error">Skriv anledningen');
    expect(nameless.text).toContain('id="firstDay-error">Vælg en dato.');
    expect((await directory()).closures.filter((one) => one.id === id)).toEqual([]);
  });
});
