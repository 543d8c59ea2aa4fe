import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFHexString, PDFName, type PDFPage, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanPdf } from '#src/pdf-merge/clean-pdf.ts';
import { openFragment } from '#src/pdf-merge/fragment-source.ts';
import { loadPdf } from '#src/pdf-merge/load-pdf.ts';
import { CLEANING_RULES } from '#src/pdf-merge/tally.ts';
import { toFragment } from '#src/pdf-merge/to-fragment.ts';
import { hasWord } from '#src/words/words.ts';
import { type Draft, draft } from './make-pdf.ts';
import { bilag, decompressed, packetOf, pageText, wordsOf, writeChecked } from './packets.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sagsgang-clean-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The file cleaned and written as a packet: what is told, and all that is in the file, decompressed. */
async function cleaned(made: Draft) {
  const doc = await loadPdf(await made.bytes());
  const notes = cleanPdf(doc);
  const fragment = await openFragment(toFragment(doc));
  const path = await writeChecked(folder, packetOf([bilag('1.1', fragment)]));
  return { notes, path, page: fragment.index.pages[0], text: await decompressed(path) };
}
/** The word in every way in which a PDF may hold it. */
function holds(text: string, word: string): boolean {
  const wide = Buffer.from(word, 'utf16le').swap16();
  const forms = [word, hex(word), wide.toString('latin1'), wide.toString('hex')];
  return forms.some((form) => text.toLowerCase().includes(form.toLowerCase()));
}
const counts = (notes: { rule: string; details: Record<string, string | number> }[]) =>
  Object.fromEntries(notes.map(({ rule, details }) => [rule, details.count]));
const hex = (text: string) => Buffer.from(text).toString('hex');

describe('Cleaning', () => {
  it('takes out scripts wherever they are and counts them', async () => {
    const made = await draft();
    const page = made.page('Side 1');
    const script = (words: string) => made.add({ S: 'JavaScript', JS: PDFString.of(words) });
    made.doc.catalog.set(PDFName.of('OpenAction'), script('app.alert(1)'));
    made.doc.catalog.set(PDFName.of('AA'), made.doc.context.obj({ WC: script('app.alert(2)') }));
    made.doc.addJavaScript('named', 'app.alert(3)');
    page.node.set(PDFName.of('AA'), made.doc.context.obj({ O: script('app.alert(4)') }));
    made.annotate(page, { Subtype: 'Link', A: script('app.alert(5)') });
    made.annotate(page, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('javascript:alert(6)') } });
    const { notes, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-scripts': 6 });
    expect(text).not.toMatch(/JavaScript|OpenAction|\/AA|\/JS/);
    expect(holds(text, 'alert')).toBe(false);
  });

  it('has a sentence for every note', () => {
    expect(CLEANING_RULES.filter((rule) => !hasWord('renditionNotes', rule))).toEqual([]);
  });

  it('keeps links within the file and to the web, and drops those that start programs', async () => {
    const made = await draft();
    const page = made.page('Side 1');
    const second = made.page('Side 2');
    made.annotate(page, { Subtype: 'Link', Dest: [second.ref, 'XYZ', 10, 20, null] });
    made.annotate(page, { Subtype: 'Link', A: { S: 'GoTo', D: PDFHexString.fromText('navn') } });
    made.annotate(page, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('https://example.dk/å') } });
    made.annotate(page, { Subtype: 'Link', A: { S: 'Launch', F: PDFString.of('setup.exe') } });
    made.annotate(page, { Subtype: 'Link', A: { S: 'GoToR', F: PDFString.of('anden.pdf'), D: [0, 'Fit'] } });
    const { notes, page: written, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-actions': 1, 'pdf-links': 1 });
    expect(text).toMatch(/\/Dest \[\s+\d+ 0 R\s+\/XYZ\s+10\s+20\s+null/);
    expect(holds(text, 'https://example.dk/%C3%A5')).toBe(true);
    expect(['setup.exe', 'anden.pdf', 'Launch', 'GoToR'].filter((word) => holds(text, word))).toEqual([]);
    expect(written?.entries.match(/\{\d+\}/g)).toHaveLength(2);
  });

  it('takes out files inside the file and everything that names them', async () => {
    const made = await draft();
    const page = made.page('Side 1');
    const stream = made.doc.context.stream('HEMMELIGT INDHOLD', { Type: 'EmbeddedFile' });
    const file = made.add({
      Type: 'Filespec',
      F: PDFString.of('setup.exe'),
      EF: { F: made.doc.context.register(stream) },
    });
    const names = { EmbeddedFiles: { Names: [PDFString.of('setup.exe'), file] } };
    made.doc.catalog.set(PDFName.of('Names'), made.doc.context.obj(names as never));
    made.doc.catalog.set(PDFName.of('AF'), made.doc.context.obj([file]));
    page.node.set(PDFName.of('AF'), made.doc.context.obj([file]));
    made.annotate(page, { Subtype: 'FileAttachment', FS: file, Contents: PDFString.of('se her') });
    const { notes, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-embedded-files': 2 });
    expect(
      ['setup.exe', 'HEMMELIGT', 'EmbeddedFile', 'Filespec', 'se her'].filter((word) => holds(text, word)),
    ).toEqual([]);
  });

  it('leaves comments behind, tells drawings and redactions apart, and counts no answer or window twice', async () => {
    const made = await draft();
    const page = made.page('Side 1');
    const note = made.annotate(page, { Subtype: 'Text', Contents: PDFString.of('UENIG'), T: PDFString.of('Jens') });
    made.annotate(page, { Subtype: 'Popup', Parent: note });
    made.annotate(page, { Subtype: 'FreeText', Contents: PDFString.of('SVAR'), IRT: note });
    made.annotate(page, { Subtype: 'Highlight', Contents: PDFString.of('GULT') });
    made.annotate(page, { Subtype: 'FreeText', Contents: PDFString.of('SKREVET') });
    made.annotate(page, { Subtype: 'Redact', OverlayText: PDFString.of('CPR') });
    made.annotate(page, { Subtype: 'RichMedia', Contents: PDFString.of('FILM') });
    const { notes, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-redactions': 1, 'pdf-drawings': 1, 'pdf-comments': 3, 'pdf-media': 1 });
    const words = ['UENIG', 'Jens', 'SVAR', 'GULT', 'SKREVET', 'CPR', 'FILM', 'Popup'];
    expect(words.filter((word) => holds(text, word))).toEqual([]);
  });

  it('says that pages are cropped', async () => {
    const made = await draft();
    made.page('Side 1', { crop: [0, 0, 595, 841.5] });
    made.page('Side 2', { crop: [0, 0, 500, 800] });
    expect(counts((await cleaned(made)).notes)).toEqual({ 'pdf-outside-crop': 1 });
  });

  it('leaves out metadata, private data, thumbnails, names and dates of people', async () => {
    const made = await draft();
    made.doc.setAuthor('FORFATTER');
    made.doc.setCreator('PROGRAM');
    const page = made.page('Side 1');
    const secret = (words: string, type: object = {}) =>
      made.doc.context.register(made.doc.context.stream(words, { ...type }));
    made.doc.catalog.set(PDFName.of('Metadata'), secret('<xmp>XMPDATA</xmp>', { Type: 'Metadata', Subtype: 'XML' }));
    page.node.set(PDFName.of('Metadata'), secret('SIDEDATA'));
    page.node.set(PDFName.of('PieceInfo'), made.doc.context.obj({ App: { Private: secret('PRIVAT') } } as never));
    page.node.set(PDFName.of('Thumb'), secret('MINIATURE'));
    const image = {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 1,
      Height: 1,
      BitsPerComponent: 8,
      ColorSpace: 'DeviceGray',
    };
    const drawn = { ...image, Metadata: secret('BILLEDDATA'), Alternates: [{ Image: secret('ANDET', image) }] };
    const XObject = { Im: made.doc.context.register(made.doc.context.stream('a', drawn as never)) };
    page.node.set(PDFName.of('Resources'), made.doc.context.obj({ XObject }));
    page.node.set(PDFName.of('Contents'), secret('q /Im Do Q'));
    const { notes, text } = await cleaned(made);
    expect(notes).toEqual([]);
    expect(text).toContain('/Im Do');
    const words = [
      'FORFATTER',
      'PROGRAM',
      'XMPDATA',
      'SIDEDATA',
      'PRIVAT',
      'MINIATURE',
      'BILLEDDATA',
      'ANDET',
      'PieceInfo',
    ];
    expect(words.filter((word) => holds(text, word))).toEqual([]);
  });

  it('leaves out what no page reaches: earlier versions, pages taken out, images that only they show', async () => {
    const made = await draft();
    const gone = made.page('UDGÅET');
    const page = made.page('Side 2');
    const image = made.doc.context.stream('GAMMELT BILLEDE', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9] });
    const font = page.node.Resources()?.get(PDFName.of('Font'));
    const XObject = { Gl: made.doc.context.register(image) };
    // Taking a page out leaves the resources that it shared with the others.
    page.node.set(PDFName.of('Resources'), made.doc.context.obj({ XObject, Font: font } as never));
    made.annotate(page, { Subtype: 'Link', Dest: [gone.ref, 'Fit'] });
    made.doc.removePage(0);
    const { path, text } = await cleaned(made);
    expect(await pageText(path, 1)).toContain('Side 2');
    expect(['UDGÅET', 'GAMMELT BILLEDE'].filter((word) => holds(text, word))).toEqual([]);
  });
});

describe('Forms', () => {
  /** A field with what it shows, as programs write it. */
  function field(made: Draft, page: PDFPage, words: string, more: Record<string, unknown> = {}) {
    const shown = made.doc.context.stream(`/Tx BMC q BT /F1 12 Tf 2 4 Td (${words}) Tj ET Q EMC`, {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, 100, 30],
      Resources: { Font: { F1: made.font.ref } },
    });
    const appearance = { N: made.doc.context.register(shown) };
    return made.annotate(page, {
      Subtype: 'Widget',
      FT: 'Tx',
      T: PDFString.of('felt'),
      V: PDFString.of(words),
      AP: appearance,
      F: 4,
      ...more,
    });
  }
  const formOf = (made: Draft, Fields: PDFRef[], more: object = {}) =>
    made.doc.catalog.set(PDFName.of('AcroForm'), made.doc.context.obj({ Fields, ...more } as never));

  it('become what they show, in its place, and no field is left', async () => {
    const made = await draft();
    const page = made.page('Ansøgning');
    const script = { K: { S: 'JavaScript', JS: PDFString.of('calc()') } };
    const fields = [field(made, page, 'UDFYLDT', { AA: script }), field(made, page, 'SKJULT', { F: 2 })];
    formOf(made, fields, { XFA: PDFString.of('<xfa>SKJULT XFA</xfa>') });
    const { notes, path, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-form-fields': 1, 'pdf-hidden-fields': 1, 'pdf-xfa': 1, 'pdf-scripts': 1 });
    expect(await pageText(path, 1)).toContain('UDFYLDT');
    const { words } = await wordsOf(path, 1);
    const word = words.find((each) => each.text === 'UDFYLDT');
    expect(word?.left).toBeCloseTo(102, 0);
    expect(text).not.toMatch(/AcroForm|Widget|XFA|\/AA/);
    expect(['SKJULT', 'calc()'].filter((each) => holds(text, each))).toEqual([]);
  });

  it('keep the image of a signature and say that the signature itself does not count', async () => {
    const made = await draft();
    const page = made.page('Kontrakt');
    formOf(made, [
      field(made, page, 'UNDERSKREVET', { FT: 'Sig', V: { Type: 'Sig', Contents: PDFString.of('NØGLE') } }),
    ]);
    const { notes, path, text } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-signatures': 1 });
    expect(await pageText(path, 1)).toContain('UNDERSKREVET');
    expect(holds(text, 'NØGLE')).toBe(false);
  });

  it('show the state that a box is in', async () => {
    const made = await draft();
    const page = made.page('Valg');
    const mark = (words: string) =>
      made.doc.context.register(
        made.doc.context.stream(`BT /F1 12 Tf (${words}) Tj ET`, {
          Subtype: 'Form',
          BBox: [0, 0, 100, 30],
          Resources: { Font: { F1: made.font.ref } },
        }),
      );
    formOf(made, [field(made, page, '', { FT: 'Btn', AP: { N: { Yes: mark('SAT'), Off: mark('TOM') } }, AS: 'Yes' })]);
    const { path } = await cleaned(made);
    expect(await pageText(path, 1)).toContain('SAT');
    expect(await pageText(path, 1)).not.toContain('TOM');
  });

  it('draw stamps as they are shown, fitted to their place', async () => {
    const made = await draft();
    const page = made.page('Brev', { rotate: 90 });
    field(made, page, 'MODTAGET', { Subtype: 'Stamp', Rect: [200, 300, 400, 360] });
    const { notes, path } = await cleaned(made);
    expect(notes).toEqual([]);
    expect(await pageText(path, 1)).toContain('MODTAGET');
  });
});

describe('Layers', () => {
  it('that are off are not in the file, those that are on stay', async () => {
    const made = await draft();
    const page = made.page('');
    const layer = (called: string) => made.add({ Type: 'OCG', Name: PDFString.of(called) });
    const [on, off] = [layer('Synligt'), layer('Skjult')];
    const form = (words: string, OC?: PDFRef) =>
      made.doc.context.register(
        made.doc.context.stream(`BT /F1 12 Tf 10 10 Td (${words}) Tj ET`, {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 300, 300],
          ...(OC ? { OC } : {}),
        }),
      );
    const both = made.add({ Type: 'OCMD', OCGs: [on, off], P: 'AllOn' });
    made.doc.catalog.set(
      PDFName.of('OCProperties'),
      made.doc.context.obj({ OCGs: [on, off], D: { OFF: [off] } } as never),
    );
    const Resources = {
      Font: { F1: made.font.ref },
      Properties: { On: on, Off: off, Both: both },
      XObject: { A: form('FORMSYNLIG', on), B: form('FORMSKJULT', off) },
    };
    page.node.set(PDFName.of('Resources'), made.doc.context.obj(Resources as never));
    const text = (words: string, y: number) => `BT /F1 12 Tf 50 ${y} Td (${words}) Tj ET `;
    const content =
      `/OC /On BDC ${text('SYNLIG', 100)}EMC /OC /Off BDC q ${text('HEMMELIG', 200)}/A Do 1 0 0 rg 9 9 9 9 re f Q EMC ` +
      `/OC /Both BDC ${text('BEGGE', 300)}EMC q /A Do Q q /B Do Q ${text('SIDST', 400)}`;
    page.node.set(PDFName.of('Contents'), made.doc.context.register(made.doc.context.flateStream(content)));
    const { notes, path, text: all } = await cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-hidden-layers': 1 });
    const seen = await pageText(path, 1);
    expect(['SYNLIG', 'FORMSYNLIG', 'SIDST'].filter((word) => !seen.includes(word))).toEqual([]);
    expect(['HEMMELIG', 'BEGGE', 'FORMSKJULT', 'Skjult'].filter((word) => holds(all, word))).toEqual([]);
  });
});
