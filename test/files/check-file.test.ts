/** What a file is, and why it is refused: by its bytes, on real files and the real qpdf. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFile } from '#src/files/check-file.ts';
import { cleanFileName, contentDisposition } from '#src/files/file-name.ts';
import { DAMAGED, REPAIRABLE } from '../renditions/broken-pdf.ts';
import {
  heic,
  inFolder,
  jpeg,
  lockedOffice,
  lockedPdf,
  office,
  openDocument,
  pdf,
  png,
  tiff,
  webp,
  zip,
} from './make.ts';

const MOST = 1_000_000;
const check = (bytes: Buffer, name: string) =>
  inFolder(async (folder) => {
    const path = join(folder, '1');
    await writeFile(path, bytes);
    return checkFile({ path, name, maxBytes: MOST, place: { purpose: 'test', from: folder } }, async () => {});
  });
const refusalOf = (bytes: Buffer, name: string) =>
  check(bytes, name).then(
    ({ kind }) => `taken as ${kind}`,
    (error: { code: string }) => error.code,
  );

describe('a file is taken for what it is', () => {
  it.each([
    ['Budget 2024.pdf', pdf('Budget', 3), 'pdf'],
    ['notat.docx', office('docx'), 'docx'],
    ['tal.xlsx', office('xlsx'), 'xlsx'],
    ['oplæg.pptx', office('pptx'), 'pptx'],
    ['notat.odt', openDocument('text'), 'odt'],
    ['tal.ods', openDocument('spreadsheet'), 'ods'],
    ['oplæg.odp', openDocument('presentation'), 'odp'],
    ['kort.PNG', png(), 'png'],
    ['foto.jpeg', jpeg(), 'jpeg'],
    ['scan.tif', tiff(), 'tiff'],
    ['svar.txt', Buffer.from('Kære kommune\r\nÆØÅ'), 'txt'],
    ['svar-latin1.txt', Buffer.from('Kære kommune', 'latin1'), 'txt'],
    ['tal.csv', Buffer.from('år;tal\n2023;7\n'), 'csv'],
    ['brev.rtf', Buffer.from('{\\rtf1\\ansi Hej}\r\n\0'), 'rtf'],
    ['foto.webp', webp(), 'webp'],
    ['foto.heic', heic(), 'heic'],
    ['svar.eml', Buffer.from('From: a@b.dk\r\nSubject: Hej\r\n\r\n<html><script>1</script></html>'), 'eml'],
    ['møde.ics', Buffer.from('BEGIN:VCALENDAR\r\nX-ALT-DESC:<html>\r\nEND:VCALENDAR\r\n'), 'ics'],
  ])('%s', async (name, bytes, kind) => {
    expect(await check(bytes, name)).toMatchObject({ kind, name, size: bytes.length });
  });

  it.each(Object.entries(REPAIRABLE))('a PDF with %s', async (_what, make) => {
    expect(await check(make(), 'b.pdf')).toMatchObject({ kind: 'pdf' });
  });

  it('and gets an ending where it had none', async () => {
    expect((await check(pdf(), 'Budget')).name).toBe('Budget.pdf');
  });
});

/** The list of parts says what it is, and its name does not. */
const disguisedMacro = () =>
  office('docx', {
    '[Content_Types].xml':
      '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/data.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
    'word/data.bin': 'x',
  });

describe('a file is refused by the rule it breaks', () => {
  it.each([
    ['nothing in it', 'tom.pdf', Buffer.alloc(0), 'file-empty'],
    ['larger than the limit', 'stor.txt', Buffer.alloc(MOST + 1, 65), 'file-too-large'],
    ['a program', 'spil.exe', Buffer.from('MZ\x90\0\x03\0', 'latin1'), 'file-type-not-allowed'],
    ['a program without an ending', 'spil', Buffer.from('\x7fELF\x02\x01\x01\0\0', 'latin1'), 'file-type-not-allowed'],
    ['a program that calls itself a PDF', 'brev.pdf', Buffer.from('MZ\x90\0\x03\0', 'latin1'), 'file-type-mismatch'],
    ['a page of HTML', 'side.html', Buffer.from('<!doctype html><p>hej'), 'file-type-not-allowed'],
    ['HTML that calls itself a PDF', 'brev.pdf', Buffer.from('<html><body>hej</body></html>'), 'file-type-mismatch'],
    ['HTML with a PDF header in it', 'brev.pdf', Buffer.from('<script>1</script>%PDF-1.7'), 'file-type-mismatch'],
    ['HTML that calls itself a text', 'brev.txt', Buffer.from('\n<script>alert(1)</script>'), 'file-type-mismatch'],
    ['a drawing that can run scripts', 'kort.svg', Buffer.from('<svg onload="x()"/>'), 'file-type-not-allowed'],
    ['an archive', 'alt.zip', zip({ 'a.txt': 'a' }), 'file-type-not-allowed'],
    ['an archive that calls itself a document', 'alt.docx', zip({ 'a.txt': 'a' }), 'file-type-mismatch'],
    ['a spreadsheet that calls itself a document', 'alt.docx', office('xlsx'), 'file-type-mismatch'],
    ['a PDF that calls itself a picture', 'foto.png', pdf(), 'file-type-mismatch'],
    ['Word before 2007', 'brev.doc', lockedOffice().fill(0, 1_024), 'file-type-not-allowed'],
    ['macros', 'regneark.docm', office('docm'), 'file-has-macros'],
    ['macros under an innocent name', 'brev.docx', office('docm'), 'file-has-macros'],
    ['a macro beside the text', 'b.docx', office('docx', { 'word/vbaProject.bin': 'x' }), 'file-has-macros'],
    ['a macro that is called otherwise', 'b.docx', disguisedMacro(), 'file-has-macros'],
    ['a macro in OpenDocument', 'b.odt', openDocument('text', { 'Basic/Standard/M.xml': 'x' }), 'file-has-macros'],
    ['Word with a password', 'brev.docx', lockedOffice(), 'file-encrypted'],
    ['a zip with a password', 'b.docx', zip({ '[Content_Types].xml': 'x' }, { flags: 1 }), 'file-encrypted'],
    [
      'OpenDocument with a password',
      'b.odt',
      openDocument('text', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      'file-encrypted',
    ],
    ['a PDF of which the end is missing', 'b.pdf', pdf('x', 40).subarray(0, 6_000), 'file-broken'],
    [
      'a PDF that lost a page',
      'b.pdf',
      Buffer.from(pdf('x', 4).toString('latin1').replace('6 0 obj', '6 9 obj'), 'latin1'),
      'file-broken',
    ],
    ['a document of which the end is missing', 'b.docx', office('docx').subarray(0, -30), 'file-broken'],
    ['a document with a changed byte', 'b.docx', changed(office('docx'), 60), 'file-broken'],
    ['a picture of which the end is missing', 'b.png', png().subarray(0, -8), 'file-broken'],
    ['a picture with a changed byte', 'b.png', changed(png(), 45), 'file-broken'],
    ['a photograph of which the end is missing', 'b.jpg', jpeg().subarray(0, -2), 'file-broken'],
    ['Rich Text of which the end is missing', 'b.rtf', Buffer.from('{\\rtf1 hej'), 'file-broken'],
    ['a picture of a telephone of which the end is missing', 'b.heic', heic().subarray(0, -4), 'file-broken'],
    ['a picture of the web of which the end is missing', 'b.webp', webp().subarray(0, -4), 'file-broken'],
    ['a calendar file of which the end is missing', 'b.ics', Buffer.from('BEGIN:VCALENDAR\r\nX:1'), 'file-broken'],
    ['a text that calls itself a mail', 'b.eml', Buffer.from('Kære kommune'), 'file-type-mismatch'],
    ['a text that calls itself a calendar file', 'b.ics', Buffer.from('Kære kommune'), 'file-type-mismatch'],
    ['a page of HTML that calls itself a mail', 'b.eml', Buffer.from('<html><body>hej'), 'file-type-mismatch'],
  ])('%s', async (_what, name, bytes, code) => {
    expect(await refusalOf(bytes, name)).toBe(code);
  });

  it('a PDF with a password, and one that is locked for changes', async () => {
    expect(await refusalOf(await lockedPdf('hemmelig'), 'b.pdf')).toBe('file-encrypted');
    expect(await refusalOf(await lockedPdf(''), 'b.pdf')).toBe('file-encrypted');
  });

  it.each(Object.entries(DAMAGED))('a PDF with %s', async (_what, make) => {
    expect(await refusalOf(make(), 'b.pdf')).toBe('file-broken');
  });

  it('a PDF without pages', async () => {
    expect(await refusalOf(pdf('Bilag', 0), 'b.pdf')).toBe('file-broken');
  });

  it('every file in words that name it', async () => {
    await expect(check(Buffer.alloc(0), '../../etc/tom.pdf')).rejects.toMatchObject({ details: { name: 'tom.pdf' } });
  });
});

describe('a name from a stranger', () => {
  it.each([
    ['C:\\Brugere\\Åse\\Notat.docx', 'Notat.docx'],
    ['../../../etc/passwd', 'passwd'],
    ['rapport\u202efdp.exe', 'rapportfdp.exe'],
    ['A\u030arsplan\r\n.pdf', 'Årsplan.pdf'],
    ['  . ', 'fil'],
  ])('%j becomes %j', (raw, clean) => expect(cleanFileName(raw)).toBe(clean));

  it('is cut with its ending kept', () => {
    expect(cleanFileName(`${'æ'.repeat(300)}.pdf`)).toMatch(/^æ{196}\.pdf$/);
  });

  it('of a long row of points is read as soon as another: it came in a header, and nobody else is served meanwhile', () => {
    expect(cleanFileName(`a${'. '.repeat(200_000)}b.pdf`)).toHaveLength(200);
    expect(cleanFileName(`a.pdf${'. '.repeat(200_000)}`)).toBe('a.pdf');
  });

  it('goes into the header as it is, and in plain letters for old programs', () => {
    expect(contentDisposition('attachment', 'Årsplan "24".pdf')).toBe(
      `attachment; filename="Aarsplan _24_.pdf"; filename*=UTF-8''%C3%85rsplan%20%2224%22.pdf`,
    );
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
