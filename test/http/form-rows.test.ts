/** Rows as no page of ours sends them: with gaps, too many, too deep, of another kind, or with names that no field may have. */
import { stringify } from 'qs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nestedFields } from '#src/http/body.ts';
import { MOST_ROWS, rows, rowsIn, typed } from '#src/http/rows.ts';
import { address, approvedItem, type Browser, createWorld, type World } from './world.ts';

const Form = z.object({ steps: rows(z.strictObject({ who: typed })) });
const read = (fields: Record<string, string[]>) => Form.parse(nestedFields(fields)).steps.map(({ who }) => who);

describe('the rows of a form', () => {
  it('come in the order of their numbers, whatever gaps there are between them and however they were sent', () => {
    expect(read({ 'steps[7][who]': ['c'], 'steps[0][who]': ['a'], 'steps[3][who]': ['b'] })).toEqual(['a', 'b', 'c']);
    expect(read({ 'steps[90000][who]': ['c'], 'steps[2][who]': ['a'], 'steps[11000][who]': ['b'] })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('are none where the form has none, and a field that did not come is empty', () => {
    expect(Form.parse({})).toEqual({ steps: [] });
    expect(Form.parse({ steps: [{}] })).toEqual({ steps: [{ who: '' }] });
  });

  it.each([
    ['text', 'x'],
    ['rows of text', ['x']],
    ['rows with other names than numbers', { first: { who: 'x' } }],
    ['a row with a field that it does not have', [{ who: 'x', admin: 'yes' }]],
    ['a field that came twice', [{ who: ['x', 'y'] }]],
    ['too many', Array.from({ length: MOST_ROWS + 1 }, () => ({ who: 'x' }))],
  ])('are refused as %s', (_, steps) => {
    expect(Form.safeParse({ steps }).success).toBe(false);
  });

  it('that are neither list nor numbered are handed on as they are, to be refused', () => {
    expect(rowsIn('x')).toBe('x');
    expect(rowsIn({ '0': 'a', '-1': 'b' })).toEqual({ '0': 'a', '-1': 'b' });
  });
});

let world: World;
let secretary: Browser;
interface FormWithRows {
  by: Browser;
  path: string;
  /** The rows' name, and one of a row's fields. */
  list: string;
  field: string;
  /** What the form sends besides. */
  besides?: string;
  /** How many rows it may have, if not as many as most. */
  most?: number;
}
/** By what they are about. */
const forms: Record<string, FormWithRows> = {};
const form = (name: string): FormWithRows => {
  const found = forms[name];
  if (!found) throw new Error(`there is no form ${name}`);
  return found;
};

beforeAll(async () => {
  world = await createWorld();
  const officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  const route = [{ organ: 'organ-kb', role: 'deciding' }];
  const item = await approvedItem(world, officer, 'Havnens takster', route);
  forms.route = { by: secretary, path: `/punkter/${item}/aendr-rute`, list: 'steps', field: 'who' };
  forms.extension = { by: secretary, path: `/punkter/${item}/forlaeng`, list: 'stops', field: 'organ' };
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  const meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  const pages = `/moeder/${meeting}`;
  forms.attendance = { by: secretary, path: `${pages}/deltagelse`, list: 'members', field: 'member', most: 400 };
  const listed = await approvedItem(world, officer, 'Havnens kajer', route);
  await secretary.post(`${pages}/saet-paa`).type('form').send({ item: listed }).expect(303);
  const besides = `item=${listed}&`;
  forms.decision = { by: secretary, path: `${pages}/beslutning`, list: 'outcomes', field: 'code', besides };
  const sub = { list: 'subDecisions', field: 'text', besides: `${besides}outcomes[0][code]=GODKENDT&` };
  forms['decision on sub-items'] = { by: secretary, path: `${pages}/beslutning`, ...sub };
  const draft = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  const editor = { by: officer, path: `/punkter/${draft}/rediger` };
  forms['editor’s sections'] = { ...editor, list: 'sections', field: 'heading' };
  forms['editor’s bilag'] = { ...editor, list: 'bilag', field: 'title' };
  forms['editor’s sub-items'] = { ...editor, list: 'subItems', field: 'title' };
  const admin = await world.signIn(address('karin.storgaard'));
  forms.office = { by: admin, path: '/drift/stillinger/office-oekonomichef', list: 'rows', field: 'person', most: 500 };
  forms.organ = { by: admin, path: '/drift/organer/organ-hu', list: 'rows', field: 'printedName', most: 500 };
});
afterAll(() => world.close());

const NAMES = [
  'route',
  'extension',
  'office',
  'organ',
  'attendance',
  'decision',
  'decision on sub-items',
  'editor’s sections',
  'editor’s bilag',
  'editor’s sub-items',
];

describe.each(NAMES)('the form of the %s', (name) => {
  const post = (body: (form: FormWithRows) => string) =>
    form(name)
      .by.post(form(name).path)
      .type('form')
      .send(`${form(name).besides ?? ''}${body(form(name))}`);

  it.each<[string, number, (form: FormWithRows) => string]>([
    ['a row that is a text', 400, ({ list }) => `${list}[0]=x`],
    ['rows that are a text', 400, ({ list }) => `${list}=x`],
    ['a field that came twice', 400, ({ list, field }) => `${list}[0][${field}]=a&${list}[0][${field}]=b`],
    ['a field that no row has', 400, ({ list }) => `${list}[0][admin]=yes`],
    ['a row named as an object’s prototype', 400, ({ list, field }) => `${list}[__proto__][${field}]=x`],
    ['a field named as an object’s constructor', 400, ({ list }) => `${list}[0][constructor]=x`],
    ['a name that goes too deep', 400, ({ list }) => `${list}[0][a][b][c][d][e]=x`],
    [
      'too many rows',
      400,
      ({ list, field, most = MOST_ROWS }) =>
        stringify({ [list]: Array.from({ length: most + 1 }, (_, n) => ({ [field]: String(n) })) }),
    ],
    ['more fields than a form may have', 413, ({ list, field }) => `${list}[0][${field}]=x&`.repeat(5_000)],
  ])('refuses %s with %i', async (_, status, body) => {
    expect((await post(body)).status).toBe(status);
  });
});

describe('a form with files', () => {
  const send = (name: string, value = 'x') => {
    const { by, path } = form('editor’s bilag');
    return by.post(path).field('rev', '1').field(name, value);
  };

  it.each(['bilag[__proto__][title]', 'bilag[0][constructor]', 'bilag[0][a][b][c][d][e]', 'bilag[0]', 'bilag'])(
    'refuses the name %s as every other form does',
    async (name) => {
      expect((await send(name)).status).toBe(400);
    },
  );

  it('has its rows put together by their names', async () => {
    const { path } = form('editor’s bilag');
    await send('bilag[4][title]', 'Sidst')
      .field('bilag[2][title]', 'Først')
      .field('clauses[]', 'kajen bygges.')
      .expect(303);
    const { text } = await form('editor’s bilag').by.get(path).expect(200);
    expect([...text.matchAll(/name="bilag\[\d\]\[title\]" value="([^"]*)"/g)].map(([, title]) => title)).toEqual([
      'Først',
      'Sidst',
    ]);
    expect(text).toContain('>kajen bygges.</textarea>');
  });
});

describe('a form with rows', () => {
  it('about members is refused where a row names nobody who is one on the day', async () => {
    const { by, path } = form('attendance');
    const members = [{ member: 'person-nobody', choice: 'apology' }];
    const { text } = await by.post(path).type('form').send(stringify({ members })).expect(400);
    expect(text).not.toContain('person-nobody');
  });

  it('shows them by their numbers, which need not be without gaps', async () => {
    const { path } = form('route');
    const sent = { steps: { 5: { who: 'organ:organ-kb' }, 90000: { who: 'organ:organ-oek' } }, do: 'edit' };
    const { text } = await secretary.post(path).type('form').send(stringify(sent)).expect(200);
    const chosen = [...text.matchAll(/value="(organ:[^"]+)" selected/g)].map(([, who]) => who);
    expect(chosen).toEqual(['organ:organ-kb', 'organ:organ-oek']);
  });

  it('extends a route by the rows in which an organ was chosen', async () => {
    const { path } = form('extension');
    const stops = [
      { organ: '', role: 'deciding' },
      { organ: 'organ-hu', role: 'orienting' },
    ];
    await secretary
      .post(path)
      .type('form')
      .send(stringify({ stops, lead: '', clauses: '' }))
      .expect(303);
    const { text } = await secretary.get(path.replace('forlaeng', 'aendr-rute')).expect(200);
    expect([...text.matchAll(/value="(organ:[^"]+)" selected/g)].map(([, who]) => who)).toEqual([
      'organ:organ-kb',
      'organ:organ-hu',
    ]);
  });
});
