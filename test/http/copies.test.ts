/** Another item attached as a copy: its version printed and kept, for who may read it, and closed where it is closed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { address, approvedItem, type Browser, createWorld, decisionText, sendOff, type World } from './world.ts';

let world: World;
let officer: Browser;
let item: string;

const ORGANS = [{ organ: 'organ-oek', role: 'deciding' }];
const newItem = async (browser = officer): Promise<string> =>
  (await browser.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
const copy = (browser: Browser, of: string, to = item) =>
  browser.post(`/punkter/${to}/kopier`).accept('json').send({ item: of });

beforeAll(async () => {
  world = await createWorld();
  officer = await world.signIn(address('sofie.brandt'));
  item = await newItem();
});
afterAll(() => world.close());

describe('a copy of another item', () => {
  it('is its latest version as a PDF, named by title, case number and version, and may be named by the draft', async () => {
    const source = await approvedItem(world, officer, 'Helhedsplan for havnen', ORGANS);
    const { body } = await copy(officer, source).expect(201);
    expect(body).toEqual({
      file: {
        hash: expect.any(String),
        name: 'Kopi af sag 23-9260 version 1.pdf',
        size: expect.any(Number),
        mime: 'application/pdf',
      },
      title: 'Kopi af sag: Helhedsplan for havnen (23/9260), version 1',
      openness: 'open',
      titlePublic: true,
      item: source,
      version: 1,
    });
    const content = {
      ...decisionText('Se den vedlagte sag.', { title: 'Næste skridt', printedRoute: '' }),
      recommendation: null,
      bilag: [
        {
          seq: 1,
          docId: null,
          docNo: null,
          mainDocument: false,
          title: body.title,
          openness: body.openness,
          titlePublic: body.titlePublic,
          file: body.file,
        },
      ],
    };
    await officer
      .put(`/api/v1/items/${item}/draft`)
      .send({ rev: 1, draft: { content, plan: [] } })
      .expect(200);
    const got = await officer.get(`/punkter/${item}/bilag/1`).buffer(true).expect(200);
    expect((got.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    // It is made ready for the packet like any other file.
    expect(await world.app.collections.renditions.countDocuments({ file: body.file.hash })).toBeGreaterThan(0);

    // Asked for again, it is the same file: the version does not change.
    expect((await copy(officer, source).expect(201)).body).toEqual(body);
  });

  it('of a closed item is closed, and so is its title', async () => {
    const source = await approvedItem(world, officer, 'Køb af en grund', ORGANS, { openness: 'closed' });
    const { body } = await copy(officer, source).expect(201);
    expect(body).toMatchObject({ openness: 'closed', titlePublic: false });
  });

  it('is made of what its officer may read, and of nothing else', async () => {
    const other = await world.signIn(address('emil.toftegaard'));
    const theirs = await newItem(other);
    await sendOff(other, theirs, {
      content: decisionText('Fortroligt.', {
        title: 'En andens sag',
        openness: 'closed',
        printedRoute: '',
        recommendation: { lead: 'Direktionen indstiller,', clauses: ['sagen godkendes.'] },
      }),
      plan: [
        { kind: 'approval', office: 'office-oekonomichef' },
        { kind: 'organ', ...ORGANS[0] },
      ],
    });
    await copy(officer, theirs).expect(404);
    await copy(officer, 'item-findes-ikke').expect(404);
  });

  it('is no copy of a draft, nor of the item itself', async () => {
    const draft = await newItem();
    expect((await copy(officer, draft).expect(409)).body.code).toBe('copy-needs-version');
    expect((await copy(officer, item).expect(409)).body.code).toBe('copy-of-itself');
  });

  it('is attached by who may write the text, and by nobody else', async () => {
    const source = await approvedItem(world, officer, 'Ny cykelsti', ORGANS);
    const approver = await world.approver();
    await copy(approver, source).expect(404);
    const member = await world.signIn(address('birthe.lindhardt'));
    await copy(member, source, source).expect(404);
  });
});
