/** What lies on top of pages or in layers of them: forms, stamps, optional content. */
import { PDFHexString, PDFName, type PDFPage, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { structure } from '../tools/pdf-tools.ts';
import { type CleaningFolder, cleaningFolder, counts, holds } from './cleaned.ts';
import { type Draft, draft } from './make-pdf.ts';
import { pageText, wordsOf } from './packets.ts';

let folder: CleaningFolder;
beforeAll(async () => {
  folder = await cleaningFolder();
});
afterAll(() => folder.remove());

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
    const { notes, path, text } = await folder.cleaned(made);
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
    const { notes, path, text } = await folder.cleaned(made);
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
    const { path } = await folder.cleaned(made);
    expect(await pageText(path, 1)).toContain('SAT');
    expect(await pageText(path, 1)).not.toContain('TOM');
  });

  it('show what they say where they show nothing of it, or something else', async () => {
    const made = await draft();
    const page = made.page('Ansøgning');
    const DA = PDFString.of('1 0 0 rg /Helv 0 Tf');
    const empty = { N: made.doc.context.register(made.doc.context.stream('/Tx BMC EMC', { BBox: [0, 0, 100, 30] })) };
    const at = (y: number) => ({ Rect: [100, y, 300, y + 30], DA });
    const options = [
      [PDFString.of('1'), PDFString.of('Førstevalg')],
      [PDFString.of('2'), PDFString.of('Andetvalg')],
    ];
    const words =
      'En meget lang begrundelse, der må brydes over flere linjer og sættes mindre for at være der helt SLUT';
    const fields = [
      field(made, page, '', { V: PDFHexString.fromText('Jens Ærø Ł'), AP: empty, ...at(700) }),
      field(made, page, '', { FT: 'Ch', V: PDFString.of('2'), Opt: options, AP: undefined, ...at(600) }),
      field(made, page, '', { V: PDFHexString.fromText(words), Ff: 4096, AP: empty, ...at(500) }),
      field(made, page, '', { V: PDFString.of('0102031234'), Ff: 1 << 24, MaxLen: 10, AP: empty, ...at(400) }),
      field(made, page, '', { V: PDFString.of('KODEORD'), Ff: 8192, AP: empty, ...at(300) }),
      field(made, page, 'FORÆLDET', { V: PDFString.of('NYVÆRDI'), ...at(200) }),
    ];
    formOf(made, fields, { NeedAppearances: true });
    const { path, text } = await folder.cleaned(made);
    const seen = await pageText(path, 1);
    expect(['Jens Ærø Ł', 'Andetvalg', 'En meget lang', 'NYVÆRDI'].filter((word) => !seen.includes(word))).toEqual([]);
    expect(['Førstevalg', 'FORÆLDET', 'KODEORD'].filter((word) => seen.includes(word))).toEqual([]);
    const placed = (await wordsOf(path, 1)).words;
    const last = placed.find((each) => each.text === 'SLUT');
    // All of the long text stands inside its field, the digits each in a cell of their own.
    expect(last?.bottom).toBeLessThan(842 - 500 + 20);
    const digits = placed.filter((each) => Math.abs(each.top - (842 - 430)) < 35 && /^\d+$/.test(each.text));
    expect(digits.map((each) => each.text).join('')).toBe('0102031234');
    expect(digits.length).toBe(10);
    expect(holds(text, 'KODEORD')).toBe(false);
  });

  it('keep their tag: what a field shows is read where the field was read', async () => {
    const made = await draft();
    const page = made.page('');
    const widget = field(made, page, 'UDFYLDT');
    formOf(made, [widget]);
    const content = '/P <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td (Navn) Tj ET EMC';
    page.node.set(PDFName.of('Resources'), made.doc.context.obj({ Font: { F1: made.font.ref } }));
    page.node.set(PDFName.of('Contents'), made.doc.context.register(made.doc.context.stream(content)));
    const { context } = made.doc;
    const [root, top] = [context.nextRef(), context.nextRef()];
    const element = (S: string, K: unknown) => made.add({ Type: 'StructElem', S, P: top, Pg: page.ref, K });
    const kids = [element('P', 0), element('Form', { Type: 'OBJR', Obj: widget, Pg: page.ref }), element('P', [])];
    context.assign(top, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: kids }));
    context.assign(root, context.obj({ Type: 'StructTreeRoot', K: [top] }));
    made.doc.catalog.set(PDFName.of('StructTreeRoot'), root);
    const { path } = await folder.cleaned(made);
    const read = (await structure(path)).replace(/\s+/g, ' ');
    expect(read).toMatch(/P \(block\) "Navn" Form "UDFYLDT"/);
  });

  it('draw stamps as they are shown, fitted to their place', async () => {
    const made = await draft();
    const page = made.page('Brev', { rotate: 90 });
    field(made, page, 'MODTAGET', { Subtype: 'Stamp', Rect: [200, 300, 400, 360] });
    const { notes, path } = await folder.cleaned(made);
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
    const { notes, path, text: all } = await folder.cleaned(made);
    expect(counts(notes)).toEqual({ 'pdf-hidden-layers': 1 });
    const seen = await pageText(path, 1);
    expect(['SYNLIG', 'FORMSYNLIG', 'SIDST'].filter((word) => !seen.includes(word))).toEqual([]);
    expect(['HEMMELIG', 'BEGGE', 'FORMSKJULT', 'Skjult'].filter((word) => holds(all, word))).toEqual([]);
  });

  it('are taken out of a form on every page that draws it', async () => {
    const made = await draft();
    const off = made.add({ Type: 'OCG', Name: PDFString.of('Skjult') });
    const OCProperties = { OCGs: [off], D: { OFF: [off] } };
    made.doc.catalog.set(PDFName.of('OCProperties'), made.doc.context.obj(OCProperties));
    const content = '/OC /Off BDC BT /F1 12 Tf (HEMMELIG) Tj ET EMC BT /F1 12 Tf 10 10 Td (SYNLIG) Tj ET';
    const Resources = { Font: { F1: made.font.ref }, Properties: { Off: off } };
    const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 300, 300], Resources };
    const shared = made.doc.context.register(made.doc.context.stream(content, form));
    for (const called of ['A', 'B']) {
      const page = made.page('');
      page.node.set(PDFName.of('Resources'), made.doc.context.obj({ XObject: { [called]: shared } }));
      page.node.set(PDFName.of('Contents'), made.doc.context.register(made.doc.context.stream(`q /${called} Do Q`)));
    }
    const { path, text } = await folder.cleaned(made);
    expect(await pageText(path, 1)).toContain('SYNLIG');
    expect(await pageText(path, 2)).toContain('SYNLIG');
    expect(holds(text, 'HEMMELIG')).toBe(false);
  });
});
