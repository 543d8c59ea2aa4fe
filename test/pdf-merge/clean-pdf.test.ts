import { PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLEANING_RULES } from '#src/pdf-merge/tally.ts';
import { hasWord } from '#src/words/words.ts';
import { type CleaningFolder, cleaningFolder, counts, holds } from './cleaned.ts';
import { draft } from './make-pdf.ts';
import { pageText } from './packets.ts';

let folder: CleaningFolder;
beforeAll(async () => {
  folder = await cleaningFolder();
});
afterAll(() => folder.remove());

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
    const { notes, text } = await folder.cleaned(made);
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
    const { notes, links, text } = await folder.cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-actions': 1, 'pdf-links': 1 });
    expect(text).toMatch(/\/Dest \[\s+\d+ 0 R\s+\/XYZ\s+10\s+20\s+null/);
    expect(holds(text, 'https://example.dk/%C3%A5')).toBe(true);
    expect(['setup.exe', 'anden.pdf', 'Launch', 'GoToR'].filter((word) => holds(text, word))).toEqual([]);
    expect(links).toBe(2);
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
    const { notes, text } = await folder.cleaned(made);
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
    const { notes, text } = await folder.cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-redactions': 1, 'pdf-drawings': 1, 'pdf-comments': 3, 'pdf-media': 1 });
    const words = ['UENIG', 'Jens', 'SVAR', 'GULT', 'SKREVET', 'CPR', 'FILM', 'Popup'];
    expect(words.filter((word) => holds(text, word))).toEqual([]);
  });

  it('says that pages are cropped', async () => {
    const made = await draft();
    made.page('Side 1', { crop: [0, 0, 595, 841.5] });
    made.page('Side 2', { crop: [0, 0, 500, 800] });
    expect(counts((await folder.cleaned(made)).notes)).toEqual({ 'pdf-outside-crop': 1 });
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
    const { notes, text } = await folder.cleaned(made);
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
    const { path, text } = await folder.cleaned(made);
    expect(await pageText(path, 1)).toContain('Side 2');
    expect(['UDGÅET', 'GAMMELT BILLEDE'].filter((word) => holds(text, word))).toEqual([]);
  });
});
