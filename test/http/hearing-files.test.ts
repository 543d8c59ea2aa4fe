/** Files that parties send with their answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../files/make.ts';
import { hearingsOver } from './hearing-world.ts';
import { address, createWorld, type World } from './world.ts';

let world: World;
let at: Awaited<ReturnType<typeof hearingsOver>>;
beforeAll(async () => {
  world = await createWorld();
  at = await hearingsOver(world);
});
afterAll(() => world.close());

describe('files with an answer', () => {
  const PNG = png();
  const note = (text: string) => Buffer.from(text);
  type Door = Awaited<ReturnType<typeof at.open>>;
  async function form(visit: Door) {
    const { browser, fields } = await at.atTheForm(visit);
    const send = (given: Record<string, string | string[]>, files: [string, Buffer][] = []) => {
      const request = browser.post(`${visit.link}/svar`);
      for (const [name, value] of Object.entries({ ...fields, ...given })) request.field(name, value);
      for (const [name, bytes] of files) request.attach('files', bytes, name);
      return request;
    };
    return { browser, send };
  }
  const keptIn = (html: string) =>
    [...html.matchAll(/name="kept\[\]" value="([^"]+)"/g)].map(([, value = '']) => value);
  const answersOf = async (hearing: string) => (await at.officer.get(`/api/v1/hearings/${hearing}`)).body.answers;

  it('are called as their owner calls them, with quotes, which browsers send as %22', async () => {
    const { send } = await form(await at.open());
    const preview = await send({ text: 'Se bilag.', step: 'preview' }, [
      ['Plan %22B%22 100%.txt', note('Plan.')],
    ]).expect(200);
    expect(preview.text).toContain('Plan &quot;B&quot; 100%.txt');
  });

  it('are received before they are sent, named on the receipt, and opened by the officer and nobody else', async () => {
    const visit = await at.open();
    const { browser, send } = await form(visit);
    const preview = await send({ text: 'Se bilag.', step: 'preview' }, [
      ['Underskrift.png', PNG],
      ['noter.txt', note('Noter.')],
    ]).expect(200);
    expect(preview.text).toContain('Underskrift.png');
    const kept = keptIn(preview.text);
    expect(kept).toHaveLength(2);
    const sent = await send({ text: 'Se bilag.', step: 'send', 'kept[]': kept }).expect(303);
    expect((await browser.get(sent.headers.location ?? '')).text).toContain('noter.txt');
    const [answer] = await answersOf(visit.hearing);
    expect(answer.document.files.map(({ name }: { name: string }) => name)).toEqual(['Underskrift.png', 'noter.txt']);
    const href = `/hoeringer/${visit.hearing}/svar/1/filer/2`;
    const file = await at.officer.get(href).expect(200);
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    expect(file.text).toBe('Noter.');
    await world.agent().get(href).expect(303);
    await (await world.signIn(address('emil.toftegaard'))).get(href).expect(404);
  });

  it('that are no documents are named, and the text and the good files of before stay', async () => {
    const visit = await at.open();
    const { send } = await form(visit);
    const first = await send({ text: 'Lang tekst.', step: 'edit' }, [['noter.txt', note('Noter.')]]).expect(200);
    const kept = keptIn(first.text);
    const bad = await send({ text: 'Lang tekst.', step: 'send', 'kept[]': kept }, [
      ['program.exe', note('MZ\u0000\u0001')],
    ]);
    expect(bad.status).toBeGreaterThanOrEqual(400);
    expect(bad.text).toContain('program.exe');
    expect(bad.text).toContain('Lang tekst.</textarea>');
    expect(keptIn(bad.text)).toEqual(kept);
    expect(await answersOf(visit.hearing)).toEqual([]);
  });

  it('are an answer in themselves; one of another party is not, nor one that was never received', async () => {
    const [mine, other] = [await at.open(), await at.open()];
    const [me, them] = [await form(mine), await form(other)];
    const theirs = keptIn((await them.send({ step: 'edit' }, [['deres.txt', note('Deres.')]]).expect(200)).text);
    const refused = await me.send({ 'kept[]': [...theirs, 'x.y'], text: '' }).expect(400);
    expect(refused.text).toContain('Svaret er tomt.');
    await me.send({ text: '' }, [['vores.txt', note('Vores.')]]).expect(303);
    expect(await answersOf(mine.hearing)).toHaveLength(1);
  });
});
