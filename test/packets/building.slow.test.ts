/** A packet from the freeze of its agenda to the file: built by processes of their own on the real queue, from the store alone. */
import { randomBytes } from 'node:crypto';
import { concatTransformationMatrix, drawObject, PDFDocument, popGraphicsState, pushGraphicsState } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { startWorker } from '#src/app/worker.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { strikeItem } from '#src/commands/meeting/strike.ts';
import { packetsOf } from '#src/http/pages/meeting/missing.ts';
import { askForEdition, callOffEdition } from '#src/packets/ask-for-edition.ts';
import { assemblePacket } from '#src/packets/assemble.ts';
import type { PacketChange } from '#src/packets/changes.ts';
import { packetChangesInWords } from '#src/packets/changes-in-words.ts';
import { Manifest } from '#src/packets/manifest.ts';
import { PacketPlan } from '#src/packets/plan.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { headOf, readStream } from '#src/store/read-stream.ts';
import { sha256 } from '#src/store/record.ts';
import { refusalInWords } from '#src/words/words.ts';
import { REASON } from '../commands/situations.ts';
import { openTown, type Town } from '../commands/town.ts';
import { book, inFolder, pdf } from '../files/make.ts';
import { refusalOf } from '../store/processes.ts';
import { qpdfCheck, rawText, withFile } from '../tools/pdf-tools.ts';
import { type PacketWorld, packetWorld } from './world.ts';

const comes = { timeout: 90_000, interval: 100 };
let town: Town;
let world: PacketWorld;
let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  town = await openTown({ settings: { LOG_LEVEL: 'debug' } });
  world = packetWorld(town);
  worker = await startWorker(town.app, ['packet']);
});
afterAll(async () => {
  await worker.stop();
  await town.close();
});
const built = (meeting: string, variant = 'members', scope = 'all') =>
  expect.poll(async () => (await world.newest(meeting, variant, scope))?.state, comes).toBe('done');

describe('a packet', () => {
  it('is built when the agenda is frozen: for members and for the public, with its manifest', async () => {
    const meeting = await world.meeting();
    await world.listed(meeting, [
      { title: 'Budget', bytes: pdf('Budget', 3) },
      { title: 'Lukket notat', bytes: pdf('Hemmeligt', 2), openness: 'closed' },
    ]);
    await world.listed(meeting, [{ title: 'Bog', bytes: book(4) }]);
    await world.freeze(meeting);
    await world.check(meeting);
    await built(meeting);
    await built(meeting, 'public');
    const members = await world.newest(meeting);
    const manifest = Manifest.parse(await town.app.contents.read(members?.manifest ?? ''));
    expect(manifest.inputs.map(({ what }) => what)).toEqual(['document', 'plan', 'pages', '1.1', '1.2', '2.1']);
    const bytes = await world.bytesOf(members?.file);
    expect(sha256(bytes)).toBe(manifest.sha256);
    expect(members?.missing).toEqual([]);
    await withFile(bytes, 'members.pdf', async (path) => {
      await qpdfCheck(path);
      const text = await rawText(path);
      for (const words of ['Budget 3', 'Hemmeligt 2', 'Kapitel 4', 'Bilag 1.1 · side 2 af 3'])
        expect(text).toContain(words);
    });
    const open = await world.bytesOf((await world.newest(meeting, 'public'))?.file);
    await withFile(open, 'public.pdf', async (path) => {
      const text = await rawText(path);
      expect(text).toContain('Budget 3');
      expect(text).not.toMatch(/Hemmeligt|notat/);
    });
  });
});

const contextOf = async (meeting: string) => (await town.app.readHead(meeting))?.state.context as MeetingContext;
const eventsOf = async (meeting: string, type: string) =>
  (await readStream(town.app.collections, meeting)).map(({ event }) => event).filter((event) => event.type === type);
const dispatch = (meeting: string, more: object = {}) =>
  world.run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason: null, ...more });
/** A frozen meeting of one item with one bilag, in good time. */
async function frozen(bytes = pdf('Budget', 2)) {
  const meeting = await world.meeting('organ-oek', '2099-12-01');
  const item = await world.listed(meeting, [{ title: 'Budget', bytes }]);
  await world.freeze(meeting);
  return { meeting, item };
}
async function frozenAndBuilt() {
  const at = await frozen();
  await world.check(at.meeting);
  await built(at.meeting);
  await built(at.meeting, 'public');
  return at;
}

/** A page that is a picture of so many bytes. */
async function scanned(bytes: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  const picture = document.context.register(
    document.context.stream(randomBytes(bytes), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: bytes / 100,
      Height: 100,
      ColorSpace: 'DeviceGray',
      BitsPerComponent: 8,
    }),
  );
  const page = document.addPage([595, 842]);
  const name = page.node.newXObject('Picture', picture);
  page.pushOperators(pushGraphicsState(), concatTransformationMatrix(595, 0, 0, 842, 0, 0), drawObject(name));
  page.pushOperators(popGraphicsState());
  return Buffer.from(await document.save());
}

describe('an edition', () => {
  it('is one for all who ask for the same, and its bytes are made again from the store alone', async () => {
    const { meeting } = await frozen();
    const head = await headOf(town.app.collections, 'meeting', meeting);
    const ask = () =>
      askForEdition(town.app, meeting, { scope: { kind: 'all' }, variant: 'members' }, { by: null, asOf: head.seq });
    const asked = await Promise.all(Array.from({ length: 8 }, ask));
    expect(new Set(asked.map(({ _id }) => _id)).size).toBe(1);
    await built(meeting);
    expect(await town.app.collections.editions.countDocuments({ meeting, variant: 'members' })).toBe(1);
    const edition = await world.newest(meeting);
    const manifest = Manifest.parse(await town.app.contents.read(edition?.manifest ?? ''));
    const plan = manifest.inputs.find(({ what }) => what === 'plan')?.sha256 ?? '';
    await inFolder(async (folder) => {
      const again = PacketPlan.parse(await town.app.contents.read(plan));
      const { hash, size, parts } = await assemblePacket({ files: town.app.files, folder }, again);
      expect({ hash, size, parts }).toEqual({ hash: manifest.sha256, size: manifest.size, parts: manifest.parts });
    });
  });

  it('stores what is its own, and not once more the pictures of its bilag', async () => {
    const picture = await scanned(300_000);
    const { meeting } = await frozen(picture);
    await world.check(meeting);
    await built(meeting);
    const edition = await world.newest(meeting);
    const row = await town.app.files.find(edition?.file ?? '');
    const own = await town.app.connection.collection('fileBytes.files').findOne({ _id: row?.bytes });
    expect(own?.length).toBe((edition?.size ?? 0) - 300_000);
    const manifest = Manifest.parse(await town.app.contents.read(edition?.manifest ?? ''));
    expect(sha256(await world.bytesOf(edition?.file))).toBe(manifest.sha256);
  });

  it('has a bilag on whose pages there is nothing', async () => {
    const document = await PDFDocument.create();
    document.addPage([595, 842]);
    const { meeting } = await frozen(Buffer.from(await document.save()));
    await world.check(meeting);
    await built(meeting);
    const manifest = Manifest.parse(await town.app.contents.read((await world.newest(meeting))?.manifest ?? ''));
    expect(manifest.parts.find(({ what }) => what.startsWith('Bilag 1.1'))).toMatchObject({
      pages: 1,
      bytes: { length: 0 },
    });
  });

  it('follows when an item is struck, and says what has changed', async () => {
    const { meeting, item } = await frozenAndBuilt();
    await world.run(strikeItem.run, 'secretary', { meeting, item, reason: REASON });
    await world.check(meeting);
    await expect.poll(async () => (await world.newest(meeting))?.edition, comes).toBe(2);
    await built(meeting);
    const edition = await world.newest(meeting);
    expect(packetChangesInWords(edition?.changes as PacketChange[])).toBe('Punkt 1 udgår.');
  });

  it('is not made anew by what is not printed', async () => {
    const { meeting } = await frozenAndBuilt();
    await dispatch(meeting);
    await world.settle();
    await world.check(meeting);
    expect((await world.newest(meeting))?.edition).toBe(1);
  });
});

describe('the dispatch of an agenda', () => {
  it('names the editions that are ready, and the stream is the proof of what was sent', async () => {
    const { meeting } = await frozenAndBuilt();
    await dispatch(meeting);
    const [members, open] = [await world.newest(meeting), await world.newest(meeting, 'public')];
    expect(await eventsOf(meeting, 'dispatch')).toMatchObject([
      {
        packets: [
          { supplement: null, variant: 'members', edition: 1, manifest: members?.manifest },
          { supplement: null, variant: 'public', edition: 1, manifest: open?.manifest },
        ],
      },
    ]);
    await world.check(meeting);
    expect(await eventsOf(meeting, 'packetBuilt')).toEqual([]);
  });

  it('waits for no packet: what becomes ready later is taken down by itself, once, and the members are mailed', async () => {
    const { meeting } = await frozen();
    await dispatch(meeting);
    expect((await eventsOf(meeting, 'dispatch'))[0]).not.toHaveProperty('packets');
    await world.check(meeting);
    await expect.poll(async () => (await contextOf(meeting)).packets, comes).toEqual({ members: 1, public: 1 });
    for (let n = 0; n < 3; n++) await world.check(meeting);
    const events = await eventsOf(meeting, 'packetBuilt');
    expect(events).toHaveLength(2);
    await town.app.relay.flush();
    const mails = await town.app.collections.deliveries.find({ stream: meeting }).lean();
    const templates = mails.map(({ effect }) => (effect.kind === 'mail' ? effect.params.template : effect.kind));
    expect(templates.filter((template) => template === 'packet-ready')).toHaveLength(1);
  });

  it('asks the secretariat about a bilag of which no PDF can be made, and then goes on without it', async () => {
    const { meeting, item } = await frozen(Buffer.from('dette er ingen PDF'));
    await world.check(meeting);
    await built(meeting);
    await built(meeting, 'public');
    const edition = await world.newest(meeting);
    expect(edition?.missing).toMatchObject([{ item, seq: 1, label: '1.1', title: 'Budget' }]);
    const refused = (await refusalOf(dispatch(meeting))) as { code: string; details: unknown };
    expect([refused.code, refused.details]).toEqual([
      'bilag-without-pdf',
      { bilag: [{ item, bilag: 1, label: '1.1' }] },
    ]);
    await dispatch(meeting, { acceptMissing: true });
    expect(await eventsOf(meeting, 'dispatch')).toMatchObject([{ missing: [{ item, bilag: 1 }], packets: [{}, {}] }]);
  });
});

describe('an item that is not printed as it was written', () => {
  it('is named to the secretariat with place and cause, and sent when it accepts that', async () => {
    const { meeting } = await frozen();
    await world.check(meeting);
    await built(meeting);
    await built(meeting, 'public');
    const edition = await world.newest(meeting);
    const fault = { number: '1', title: 'Veje', place: 'Økonomi', cause: 'table too deep', kept: 'decisions' } as const;
    // What the typesetter notes where it cannot set an item: no text that is known fails.
    await town.app.collections.editions.updateOne({ _id: edition?._id ?? '' }, { $set: { faults: [fault] } });
    const refused = (await refusalOf(dispatch(meeting))) as { code: string; details: Record<string, unknown> };
    expect(refused).toMatchObject({ code: 'items-printed-otherwise', details: { items: [fault], bilag: [] } });
    expect(refusalInWords(refused.code, refused.details)).toContain('fordi opsætningen fejlede: 1. Veje.');
    const view = await meetingView(town.app, (await town.as('secretary')).actor, meeting);
    const { missing } = await packetsOf(town.app, (await town.as('secretary')).actor, view);
    expect(missing.get('agenda')?.items).toEqual([
      'Punkt 1 “Veje” er trykt uden sin tekst, fordi opsætningen fejlede (Økonomi): table too deep. Indstilling og beslutninger er med.',
    ]);
    await dispatch(meeting, { acceptMissing: true });
  });
});

describe('a packet that is called off', () => {
  it('is built when somebody asks for it again, and by nothing else', async () => {
    await worker.stop();
    const { meeting } = await frozen();
    await world.check(meeting);
    const edition = await world.newest(meeting);
    expect(await callOffEdition(town.app, edition?._id ?? '')).toBe(true);
    expect(await town.app.queues.queue('packet').getJob(edition?._id ?? '')).toBeUndefined();
    expect(await callOffEdition(town.app, edition?._id ?? '')).toBe(false);
    await world.check(meeting);
    expect((await world.newest(meeting))?.state).toBe('dropped');
    worker = await startWorker(town.app, ['packet']);
    const { seq: asOf } = await headOf(town.app.collections, 'meeting', meeting);
    const packet = { scope: { kind: 'all' }, variant: 'members' } as const;
    await askForEdition(town.app, meeting, packet, { by: 'person-secretary', asOf });
    await built(meeting);
    expect(await world.newest(meeting)).toMatchObject({ _id: edition?._id, askedBy: 'person-secretary' });
  });

  it('is a draft once its agenda is frozen', async () => {
    await worker.stop();
    const meeting = await world.meeting();
    await world.listed(meeting, [{ bytes: pdf('Budget', 1) }]);
    await world.check(meeting);
    expect((await world.newest(meeting, 'draft'))?.state).toBe('wanted');
    await world.freeze(meeting);
    await world.check(meeting);
    expect((await world.newest(meeting, 'draft'))?.state).toBe('dropped');
    worker = await startWorker(town.app, ['packet']);
    await built(meeting);
  });
});
