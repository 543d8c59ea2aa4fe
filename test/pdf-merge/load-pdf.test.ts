import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { measurePdf } from '#src/pdf-merge/measure-pdf.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import { hasWord } from '#src/words/words.ts';
import { draft } from './make-pdf.ts';

const run = promisify(execFile);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sagsgang-load-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the file is refused for; "opened" where it is not. */
async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    const doc = await loadPdf(bytes);
    cleanPdf(doc);
    measurePdf(doc);
    return 'opened';
  } catch (error) {
    if (!(error instanceof RenditionFailed)) throw error;
    expect(hasWord('renditionFailures', error.failure.rule)).toBe(true);
    return error.failure.rule;
  }
}

async function twelvePages(): Promise<Uint8Array> {
  const made = await draft();
  for (let i = 1; i <= 12; i += 1) made.page(`Side ${i}`);
  return made.bytes();
}

/** The file as qpdf writes it with these options. */
async function through(bytes: Uint8Array, ...options: string[]): Promise<Uint8Array> {
  const [from, to] = [join(folder, 'from.pdf'), join(folder, 'to.pdf')];
  await writeFile(from, bytes);
  await run('qpdf', [...options, from, to]);
  return readFile(to);
}

const changed = (bytes: Uint8Array, from: string, to: string) =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1');

describe('A file that is no whole PDF', () => {
  it('is refused by what is wrong with it', async () => {
    const whole = await twelvePages();
    expect(await refusal(whole)).toBe('opened');
    expect(await refusal(new Uint8Array())).toBe('pdf-empty');
    expect(await refusal(Buffer.from('<!doctype html><title>Ups</title>'))).toBe('pdf-not-pdf');
    expect(await refusal(Buffer.from('PK\u0003\u0004 zip'))).toBe('pdf-not-pdf');
    expect(await refusal(Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF\n'))).toBe('pdf-broken');
  });

  it('is refused wherever it is cut off', async () => {
    const whole = await twelvePages();
    for (const share of [0.2, 0.5, 0.8, 0.95, 0.999]) {
      expect(await refusal(whole.subarray(0, Math.floor(whole.length * share)))).toBe('pdf-truncated');
    }
    // The end of the file is there, a piece in the middle is not.
    const cut = Buffer.concat([whole.subarray(0, whole.length * 0.4), whole.subarray(whole.length * 0.6)]);
    expect(await refusal(cut)).toMatch(/^pdf-(broken|pages-missing)/);
  });

  it('is refused where it is encrypted, by user or by owner', async () => {
    const whole = await twelvePages();
    expect(await refusal(await through(whole, '--encrypt', 'bruger', 'ejer', '256', '--'))).toBe('pdf-encrypted');
    expect(await refusal(await through(whole, '--encrypt', '', 'ejer', '256', '--'))).toBe('pdf-encrypted');
  });

  it('is refused where pages are missing, or there are none', async () => {
    const whole = await twelvePages();
    expect(await refusal(changed(whole, '/Count 12', '/Count 13'))).toBe('pdf-pages-missing');
    expect(await refusal(await (await draft()).bytes())).toBe('pdf-no-pages');
  });

  it('is refused where its page tree goes round in a circle, or deeper than any', async () => {
    const made = await draft();
    let deep = made.page('Side 1').ref;
    const { context, catalog } = made.doc;
    const around = context.nextRef();
    context.assign(around, context.obj({ Type: 'Pages', Count: 1, Kids: [around] }));
    catalog.set(PDFName.of('Pages'), around);
    expect(await refusal(await made.bytes())).toBe('pdf-pages-missing');
    for (let i = 0; i < 20_000; i += 1) deep = made.add({ Type: 'Pages', Count: 1, Kids: [deep] });
    catalog.set(PDFName.of('Pages'), deep);
    expect(await refusal(await made.bytes())).toBe('pdf-pages-missing');
  });

  it('is refused where the content of a page is damaged', async () => {
    const made = await draft();
    made.page('Side 1');
    const page = made.page('Side 2');
    const stream = made.doc.context.flateStream('BT (abc) Tj ET '.repeat(200));
    page.node.set(PDFName.of('Contents'), made.doc.context.register(stream));
    const bytes = await made.bytes();
    expect(await refusal(bytes)).toBe('opened');
    const stored = Buffer.from(stream.getContents()).subarray(10, 20);
    const at = Buffer.from(bytes).indexOf(stored);
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, at, at + 10);
    expect(await refusal(damaged)).toBe('pdf-broken-content');
  });

  it('is not read by guess: where a word of the text looks like the end of a stream, qpdf rewrites the file first', async () => {
    for (const [words, rule] of [
      ['upstream', 'pdf-broken'],
      ['endstream', 'pdf-stream-lengths'],
    ] as const) {
      const made = await draft();
      const page = made.page('');
      const content = made.doc.context.stream(`BT /F1 9 Tf (${words}) Tj ET`);
      page.node.set(PDFName.of('Contents'), made.doc.context.register(content));
      made.page('Side 2');
      const elsewhere = await through(await made.bytes(), '--qdf', '--object-streams=disable');
      expect(await refusal(elsewhere)).toBe(rule);
      expect(await refusal(await through(elsewhere))).toBe('opened');
    }
  });

  it('is refused where it is a form that only Adobe shows', async () => {
    const made = await draft();
    made.page('Please wait...');
    const form = { Fields: [], XFA: PDFString.of('<xdp/>') };
    made.doc.catalog.set(PDFName.of('AcroForm'), made.doc.context.obj(form as never));
    expect(await refusal(await made.bytes())).toBe('pdf-xfa');
  });
});

describe('A file that is a whole PDF', () => {
  it('is opened as other programs write it: linearized, with object streams, without compression', async () => {
    const whole = await twelvePages();
    for (const options of [['--linearize'], ['--object-streams=generate'], ['--qdf', '--object-streams=disable']]) {
      const doc = await loadPdf(await through(whole, ...options));
      expect(measurePdf(doc)).toMatchObject({
        pages: 12,
        textPages: 12,
        tagged: false,
        language: null,
        outline: false,
      });
    }
  });

  it('is measured: sizes as they are shown, turned pages, pages with text', async () => {
    const made = await draft();
    made.page('Tekst', { size: [595, 842] });
    made.page('Tekst', { size: [595, 842], rotate: 90 });
    made.page('Tekst', { size: [842, 595] });
    made.page('', { size: [595, 842], crop: [0, 0, 100, 200] });
    const doc = await loadPdf(await made.bytes());
    expect(measurePdf(doc)).toEqual({
      pages: 4,
      sizes: [
        { width: 842, height: 595, pages: 2 },
        { width: 595, height: 842, pages: 1 },
        { width: 100, height: 200, pages: 1 },
      ],
      rotatedPages: 1,
      textPages: 3,
      tagged: false,
      language: null,
      outline: false,
    });
  });

  it('has text where a form that the page draws shows it, and none where a page is an image', async () => {
    const made = await draft();
    const words = made.doc.context.stream('BT /F1 9 Tf (ord) Tj ET', {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, 9, 9],
    });
    const XObject = { Fm: made.doc.context.register(words) };
    const pageOf = (content: string) => {
      const page = made.page('');
      page.node.set(PDFName.of('Resources'), made.doc.context.obj({ XObject }));
      page.node.set(PDFName.of('Contents'), made.doc.context.register(made.doc.context.stream(content)));
    };
    pageOf('q /Fm Do Q');
    pageOf('q BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q');
    pageOf('BT /F1 9 Tf () Tj [ () 20 <> ] TJ ET');
    pageOf('BT 3 Tr /F1 9 Tf (genkendt) Tj ET');
    expect(measurePdf(await loadPdf(await made.bytes())).textPages).toBe(2);
  });
});
