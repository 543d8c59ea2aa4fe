/**
 * Files of every kind that go wrong, through upload, preparation and a packet: each is refused by a rule or named where it is missing,
 * nothing hidden comes along, and everything else is built.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileRef } from '#src/documents/file-ref.ts';
import { packageFile } from '#src/renditions/convert/office/package-file.ts';
import { lockedPdf, office, pdf, zip } from '../files/make.ts';
import { decompressed } from '../pdf-merge/packets.ts';
import { REPAIRABLE } from '../renditions/broken-pdf.ts';
import { docx, paragraphs, workbook } from '../renditions/make-office.ts';
import { rawText, withFile } from '../tools/pdf-tools.ts';
import { listInOrder } from './packets-of-meeting.ts';
import { address, type Browser, createWorld, decisionText, sendOff, type World } from './world.ts';

let world: World;
let officer: Browser;
let secretary: Browser;
let item = '';

beforeAll(async () => {
  world = await createWorld({ RECONCILE_SECONDS: '1' });
  officer = await world.signIn(address('sofie.brandt'));
  secretary = await world.signIn(address('jonas.mikkelsen'));
  item = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body.stream;
});
afterAll(() => world.close());

const bring = (bytes: Buffer, filename: string) =>
  officer.post(`/api/v1/items/${item}/files`).attach('file', bytes, { filename });
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** A page without a stream: the back of a sheet, as some scanners write it. */
const blank = () =>
  latin1(
    pdf('Bagside')
      .toString('latin1')
      .replace(/\/Contents \d+ 0 R/, ''),
  );
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const sheet = () =>
  workbook(`<row r="1">${cell('A1', 'Synligt ark')}</row><row r="2" ht="0">${cell('A2', 'HEMMELIG-RÆKKE')}</row>`);
const scripted = () =>
  latin1(
    pdf('Med script')
      .toString('latin1')
      .replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (HEMMELIGT-SCRIPT) >>'),
  );
const bomb = () => packageFile({ ...bombed, 'word/media/nul.bin': Buffer.alloc(64 * 1024 * 1024) });
const bombed = {
  '[Content_Types].xml':
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': '<x/>',
};

describe('A file that cannot be attached', () => {
  it.each([
    ['tom.pdf', () => Buffer.alloc(0), 422, 'file-empty'],
    ['afbrudt.pdf', () => pdf('x', 9).subarray(0, 2_000), 422, 'file-broken'],
    ['laast.pdf', () => lockedPdf(''), 422, 'file-encrypted'],
    ['kodeord.pdf', () => lockedPdf('kode'), 422, 'file-encrypted'],
    ['bombe.docx', bomb, 422, 'file-too-heavy'],
    ['side.pdf', () => Buffer.from('<!doctype html><p>hej'), 415, 'file-type-mismatch'],
    ['arkiv.pdf', () => zip({ 'a.txt': 'a' }), 415, 'file-type-mismatch'],
    ['faktura\u202efdp.exe', () => pdf(), 415, 'file-type-not-allowed'],
    ['makro.docx', () => office('docx', { 'word/vbaProject.bin': 'x' }), 415, 'file-has-macros'],
  ] as const)('%s is refused by name', async (name, make, status, code) => {
    const { body } = await bring(await make(), name).expect(status);
    expect(body.code).toBe(code);
  });
});

describe('A packet of files from everywhere', () => {
  const given: [name: string, make: () => Buffer | Promise<Buffer>][] = [
    ['bagside.pdf', blank],
    ['mappe/under\\😀 ræv 100% #1.pdf', () => pdf('Med et underligt navn')],
    ['samme.pdf', () => pdf('Den ene')],
    ['samme.pdf', () => pdf('Den anden')],
    ['tabel.pdf', REPAIRABLE['a packed table that is not where the end says'] as () => Buffer],
    ['script.pdf', scripted],
    ['mange.pdf', () => pdf('Side', 2_001)],
    ['ark.xlsx', sheet],
    [
      'notat.docx',
      () =>
        docx({
          body: `${paragraphs('Synligt notat')}<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>HEMMELIGT-ORD</w:t></w:r></w:p>`,
        }),
    ],
    ['tal.csv', () => latin1('Sted;Beløb\nÅbyen;1.234,50\n')],
  ];
  const files: FileRef[] = [];

  it('has each taken and made ready, or said by its name why not', async () => {
    for (const [name, make] of given) files.push((await bring(await make(), name).expect(201)).body);
    const made = async ({ hash, name }: FileRef) =>
      (await officer.get(`/api/v1/items/${item}/renditions/${hash}?name=${encodeURIComponent(name)}`)).body;
    const failures: string[] = [];
    for (const file of files) {
      await expect.poll(async () => (await made(file)).settled, { timeout: 60_000, interval: 100 }).toBe(true);
      const { failure } = await made(file);
      if (failure) failures.push(failure.text);
    }
    expect(failures).toEqual([expect.stringMatching(/^»mange\.pdf« har 2001 sider; .* højst have 2000\. Del den/)]);
  });

  it('is built with all that can be shown, says what is missing, and holds nothing that is hidden', async () => {
    const bilag = files.map((file, n) => ({
      ...{ seq: n + 1, docId: null, openness: 'open', title: `Bilag ${n + 1}`, titlePublic: true, docNo: null },
      ...{ mainDocument: false, file },
    }));
    const content = decisionText('Sagen kort fortalt.', {
      title: 'Filer fra alle steder',
      printedRoute: 'KB',
      recommendation: { lead: 'Det indstilles,', clauses: ['at de læses.'] },
      bilag,
    });
    await sendOff(officer, item, { content, plan: [{ kind: 'organ', organ: 'organ-kb', role: 'deciding' }] });
    const plan = { organ: 'organ-kb', date: '2023-12-19', startsAt: '17:00' };
    const meeting = (await secretary.post('/api/v1/meetings').send(plan).expect(201)).body.stream;
    await world.app.relay.flush();
    await listInOrder(secretary, meeting, [item]);
    await secretary.post(`/api/v1/meetings/${meeting}/events`).send({ type: 'freeze', part: 'agenda' }).expect(200);
    const edition = async () =>
      (await secretary.get(`/api/v1/meetings/${meeting}/packets`).expect(200)).body.packets.find(
        ({ variant }: { variant: string }) => variant === 'members',
      )?.edition;
    await expect.poll(async () => (await edition()) ?? null, { timeout: 90_000, interval: 200 }).not.toBeNull();
    expect((await edition()).missing).toHaveLength(1);
    const { body } = await secretary.get(`/api/v1/meetings/${meeting}/packets/all/members/1/packet.pdf`).expect(200);
    const [words, bytes] = await withFile(body, 'pakke.pdf', async (path) => [
      await rawText(path),
      await decompressed(path),
    ]);
    const shown = [
      'Med et underligt navn',
      'Den ene',
      'Den anden',
      'Bilag 12',
      'Med script',
      'Synligt ark',
      'Synligt notat',
      'Åbyen',
    ];
    expect(shown.filter((each) => !words?.includes(each))).toEqual([]);
    const hidden = ['HEMMELIG-RÆKKE', 'HEMMELIGT-SCRIPT', 'HEMMELIGT-ORD'];
    expect(
      hidden.filter((each) => words?.includes(each) || bytes?.includes(Buffer.from(each).toString('latin1'))),
    ).toEqual([]);
    const manifest = await secretary.get(`/api/v1/meetings/${meeting}/packets/all/members/1/manifest.json`).expect(200);
    expect(manifest.body.parts.some(({ bytes: { length } }: { bytes: { length: number } }) => length === 0)).toBe(true);
  });
});
