/** Items and meetings on paper: printed once by the queue `packet`, kept, and sent from the store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, type Browser, createWorld, type World } from './world.ts';

let world: World;
let officer: Browser;
let stranger: Browser;
beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  stranger = await world.signIn(address('birthe.lindhardt'));
});
afterAll(() => world.close());

const words = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

async function draft(title: string, body = 'Der er udarbejdet en plan.'): Promise<string> {
  const item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
  const content = {
    title,
    type: 'decision',
    openness: 'open',
    caseNumber: null,
    printedRoute: '',
    sections: [{ heading: 'Sagsfremstilling', body: words(body) }],
    recommendation: null,
    bilag: [],
  };
  await officer
    .put(`/api/v1/items/${item}/draft`)
    .send({ rev: 1, draft: { content, plan: [] } })
    .expect(200);
  return item;
}

const pdfOf = (item: string, reader = officer) =>
  reader
    .get(`/punkter/${item}/punkt.pdf`)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });

describe('An item on paper', () => {
  it('is printed once, and the same bytes are sent to whoever asks again', async () => {
    const item = await draft('Planen for havnen');
    const before = await world.app.collections.prints.countDocuments({});
    const first = await pdfOf(item).expect(200).expect('Content-Type', 'application/pdf');
    expect(first.body.subarray(0, 5).toString()).toBe('%PDF-');
    const [second, third] = await Promise.all([pdfOf(item).expect(200), pdfOf(item).expect(200)]);
    expect(second.body.equals(first.body) && third.body.equals(first.body)).toBe(true);
    expect(await world.app.collections.prints.countDocuments({})).toBe(before + 1);
  });

  it('may be asked for by many at once, and is one row', async () => {
    const item = await draft('Planen for skoven');
    const before = await world.app.collections.prints.countDocuments({});
    await Promise.all(Array.from({ length: 5 }, () => pdfOf(item).expect(200)));
    expect(await world.app.collections.prints.countDocuments({})).toBe(before + 1);
  });

  it('is a range of bytes for a reader that asks for one', async () => {
    const item = await draft('Planen for byen');
    const whole = await pdfOf(item).expect(200);
    const part = await pdfOf(item).set('Range', 'bytes=0-99').expect(206);
    expect(part.body.equals(whole.body.subarray(0, 100))).toBe(true);
  });

  it('is printed whatever characters it has', async () => {
    const item = await draft('Planen ☐ 👍', 'Skrevet med 日, \u2011, \uF0A7, \uE123, عربي og \u{10FFFD}');
    await pdfOf(item).expect(200).expect('Content-Type', 'application/pdf');
  });

  it('is not there for who may not read the item', async () => {
    const item = await draft('Planen for vejen');
    await pdfOf(item).expect(200);
    await pdfOf(item, stranger).expect(404);
  });
});
