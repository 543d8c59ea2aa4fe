/** Forms as no browser sends them: every field of every page, twice, too long, or with a zero byte in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rawTokenOf } from '#src/links/token.ts';
import { hearingsOver } from './hearing-world.ts';
import { routesIn } from './routes-in.ts';
import { address, type Browser, createWorld, until, type World } from './world.ts';

let world: World;
/** By the parameter's name, and for an item by who owns it. */
const places: Record<string, string> = {};
let people: Browser[] = [];

const TEMPLATES = join(import.meta.dirname, '../../templates/pages');
/** The names of a page's fields; numbered ones with their first number. */
const namesOn = (template: string): string[] =>
  [...readFileSync(join(TEMPLATES, template), 'utf8').matchAll(/name="([A-Za-z][^"]*)"/g)]
    .map(([, name = '']) => name.replaceAll(/\{\{[^}]*\}\}/g, '0'))
    .filter((name) => /^[A-Za-z]+(\[\w*\])*$/.test(name) && name !== 'requestId');
const PAGES = readdirSync(TEMPLATES, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.hbs'))
  .map(namesOn);
const listOf = (name: string): string => name.split('[', 1)[0] ?? '';

/**
 * The names of all fields on all pages. Where two pages have rows of one name with other fields, each has a form of its own: a row
 * with a field that it should not have would be refused before anything else is looked at.
 */
const FORMS: string[][] = [];
const FLAT = PAGES.flat().filter((name) => !name.includes('['));
for (const page of PAGES.map((names) => names.filter((name) => name.includes('['))))
  for (const list of new Set(page.map(listOf))) {
    const hasList = (form: string[]) => form.some((name) => name.includes('[') && listOf(name) === list);
    const form = FORMS.find((one) => !hasList(one)) ?? [...FLAT];
    if (!FORMS.includes(form)) FORMS.push(form);
    form.push(...page.filter((name) => listOf(name) === list));
  }

beforeAll(async () => {
  world = await createWorld();
  const { officer, open } = await hearingsOver(world);
  const secretary = await world.signIn(address('jonas.mikkelsen'));
  const chief = await world.approver();
  people = [officer, secretary, chief, await world.signIn(address('karin.storgaard'))];
  const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
  places.meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
  places.hearing = (await open()).hearing;
  // An item that an office has: its link was mailed.
  const { stream: item } = (await officer.post('/api/v1/items').send({ type: 'orientation' }).expect(201)).body;
  const { draft } = (await officer.get(`/api/v1/items/${item}`).expect(200)).body;
  const { content } = draft;
  const [section, ...others] = content.sections;
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Til orientering.' }] }] };
  const written = { ...content, title: 'Havnen', sections: [{ ...section, body }, ...others] };
  const route = [
    { kind: 'approval', office: 'office-oekonomichef' },
    { kind: 'organ', organ: 'organ-kb', role: 'orienting' },
  ];
  const saving = { rev: draft.rev, draft: { content: written, plan: route } };
  await officer.put(`/api/v1/items/${item}/draft`).send(saving).expect(200);
  await officer
    .post(`/api/v1/items/${item}/events`)
    .send({ type: 'submit', rev: draft.rev + 1 })
    .expect(200);
  places.id = item;
  const links = world.app.connection.collection<{ _id: string; item: string }>('links');
  const link = await until(
    () => links.findOne({ item }),
    (found) => found !== null,
  );
  places.token = rawTokenOf(world.app.config.SERVER_KEY, link?._id ?? '');
});
afterAll(() => world.close());

it.each([
  ['twice', ['a', 'b']],
  ['with a zero byte', '\u0000'],
  ['as an operator of the store', '{"$gt":""}'],
  ['far too long', 'æ'.repeat(400)],
])('a field that comes %s is refused by name or passed over, never an error of ours', async (_, value) => {
  const forms = routesIn(world)
    .filter(({ method, path }) => method === 'post' && !path.startsWith('/api/') && !path.startsWith('/log-'))
    .map(({ path }) => path.replaceAll(/:(\w+)/g, (_all, name: string) => places[name] ?? 'x'));
  expect(forms.length).toBeGreaterThan(45);
  const failed: string[] = [];
  for (const names of FORMS)
    for (const browser of people)
      for (const path of new Set(forms)) {
        const fields = Object.fromEntries(names.map((name) => [name, value]));
        const { status } = await browser.post(path).type('form').send(fields);
        if (status >= 500) failed.push(`${status} ${path}`);
      }
  expect([...new Set(failed)]).toEqual([]);
});
