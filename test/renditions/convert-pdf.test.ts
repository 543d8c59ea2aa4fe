/** A PDF becomes part of a packet as it is, repaired without a loss, or not at all. By the real qpdf and poppler. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cleanFragment } from '#src/packets/clean-fragment.ts';
import { convertToPdf } from '#src/renditions/convert/convert-to-pdf.ts';
import { cleanWhole } from '#src/renditions/fragment-step.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import { inFolder, lockedPdf, pdf, zip } from '../files/make.ts';
import { DAMAGED, REPAIRABLE } from './broken-pdf.ts';

const run = promisify(execFile);
const converted = (bytes: Buffer) =>
  inFolder(async (folder) => {
    const path = join(folder, 'bilag');
    await writeFile(path, bytes);
    const { pdf: made, notes } = await convertToPdf({ path, kind: 'pdf', folder });
    await cleanWhole({ cleanFragment, folder }, await readFile(made), async () => made);
    const { stdout: words } = await run('pdftotext', [made, '-']);
    const complaint = await run('qpdf', ['--check', made]).then(
      () => null,
      (error: { stderr: string }) => error.stderr,
    );
    return { notes, words, complaint, bytes: await readFile(made) };
  });
const failureOf = (bytes: Buffer) =>
  converted(bytes).then(
    ({ notes }) => ({ rule: 'converted', details: { notes: JSON.stringify(notes) } }),
    (error: unknown) => {
      if (!(error instanceof RenditionFailed)) throw error;
      return error.failure;
    },
  );
/** A PDF with more in its catalog. */
const withCatalog = (more: string, words = 'Bilag') =>
  Buffer.from(pdf(words).toString('latin1').replace('/Type /Catalog', `/Type /Catalog ${more}`), 'latin1');
const FORM = '/AcroForm << /XFA [] /Fields [<< /FT /Tx /T (navn) >>] >>';

describe('A PDF', () => {
  it('that is sound is left as it is, to the byte', async () => {
    const bytes = pdf('Bilag', 3);
    expect(await converted(bytes)).toMatchObject({ notes: [], bytes });
  });

  it.each(Object.entries(REPAIRABLE))('with %s is repaired, with every word, and says so', async (_what, make) => {
    const { notes, words, complaint } = await converted(make());
    expect(notes).toEqual([{ rule: 'pdf-repaired', details: {} }]);
    expect(complaint).toBeNull();
    for (let page = 1; page <= 12; page++) expect(words).toContain(`Bilag ${page}\n`);
  });

  it.each(Object.entries(DAMAGED))('with %s is refused', async (_what, make) => {
    expect(await failureOf(make())).toEqual({ rule: 'pdf-damaged', details: {} });
  });
});

describe('A PDF is refused by name', () => {
  it.each([
    ['nothing in it', Buffer.alloc(0), 'pdf-damaged'],
    ['HTML in it', Buffer.from('<!doctype html><p>hej'), 'pdf-damaged'],
    ['a zip in it', zip({ 'a.txt': 'a' }), 'pdf-damaged'],
    ['no pages', pdf('Bilag', 0), 'pdf-no-pages'],
    ['other files in it', withCatalog('/Collection << /View /D >>'), 'pdf-portfolio'],
    ['a form of Adobe that says so', withCatalog('/NeedsRendering true /AcroForm << /XFA [] >>'), 'pdf-xfa'],
    ['a form of Adobe without fields', withCatalog('/AcroForm << /XFA [] >>'), 'pdf-xfa'],
    ['a form of Adobe that asks to wait', withCatalog(FORM, 'Please wait...'), 'pdf-xfa'],
  ])('with %s', async (_what, bytes, rule) => {
    expect(await failureOf(bytes)).toMatchObject({ rule });
  });

  it('with a password, and with a lock against changes', async () => {
    expect(await failureOf(await lockedPdf('hemmelig'))).toMatchObject({ rule: 'pdf-password' });
    expect(await failureOf(await lockedPdf(''))).toMatchObject({ rule: 'pdf-locked' });
  });

  it('with 5,000 pages, and with how many are taken', async () => {
    expect(await failureOf(pdf('Side', 5_000))).toEqual({
      rule: 'pdf-too-many-pages',
      details: { pages: 5_000, most: 2_000 },
    });
  });

  it('but a form whose pages are drawn is taken', async () => {
    expect(await failureOf(withCatalog(FORM))).toMatchObject({ rule: 'converted' });
  });
});
