/** The real ocrmypdf and tesseract, with Danish, on real scans. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFBool, PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { scan } from '#src/dev/demo/bilag/scan.ts';
import { PDF_LIMITS } from '#src/files/check-limits.ts';
import { OCR_KIND } from '#src/files/kinds.ts';
import { lookTheSame } from '#src/files/same-pdf.ts';
import { convertToPdf } from '#src/renditions/convert/convert-to-pdf.ts';
import { RenditionFailed } from '#src/renditions/note.ts';
import { runOcr } from '#src/renditions/ocr/run-ocr.ts';
import { inFolder } from '../files/make.ts';

const run = promisify(execFile);

/** @returns what pdftotext finds, whether it looks as before, what was said of pages, and what is said of it as a bilag */
const read = (bytes: Uint8Array) =>
  inFolder(async (folder) => {
    const [pdf, to] = [join(folder, 'scan.pdf'), join(folder, 'read.pdf')];
    await writeFile(pdf, bytes);
    for (const name of ['ocr', 'compared', 'prepared']) await mkdir(join(folder, name));
    const pages: number[] = [];
    const onPages = async (done: number) => void pages.push(done);
    await runOcr({ pdf, to, folder: join(folder, 'ocr'), onPages });
    const { stdout: words } = await run('pdftotext', [to, '-']);
    const { notes } = await convertToPdf({ path: to, kind: OCR_KIND, folder: join(folder, 'prepared') });
    return { words, looks: await lookTheSame(pdf, to, join(folder, 'compared'), PDF_LIMITS), pages, notes };
  });

const failureOf = (bytes: Uint8Array): Promise<string> =>
  read(bytes).then(
    () => 'read',
    (error: unknown) => (error instanceof RenditionFailed ? error.failure.rule : Promise.reject(error)),
  );

/** A page that is a picture. */
async function pictured(document: PDFDocument, picture: Buffer): Promise<void> {
  const image = await document.embedPng(picture);
  document.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
}
const drawn = (svg: string): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><rect width="100%" height="100%" fill="white"/>${svg}</svg>`,
    ),
  )
    .png()
    .toBuffer();

describe('A scan of a Danish letter', () => {
  let letter: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => {
    letter = await read(await scan());
  });

  it('can be searched afterwards, with its Danish letters, and looks as before', () => {
    expect(letter.words).toMatch(/Skolebestyrelsen/i);
    expect(letter.words).toMatch(/støtter forslaget/);
    expect(letter.looks).toBe(true);
  });

  it('says meanwhile how many pages are read', () => {
    expect(letter.pages).toEqual(letter.pages.toSorted((a, b) => a - b));
    expect(Math.max(...letter.pages)).toBeGreaterThan(0);
  });

  it('says as a bilag that a machine has read it', () => {
    expect(letter.notes.map(({ rule }) => rule)).toContain('machine-read');
  });
});

describe('A file', () => {
  it('of which some pages have their text keeps those as they are', async () => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    document.addPage([595, 842]).drawText('Skrevet på en maskine', { x: 72, y: 700, font });
    await pictured(
      document,
      await drawn('<text x="150" y="300" font-size="48" font-family="DejaVu Sans">Skrevet i hånden</text>'),
    );
    const { words, looks } = await read(await document.save());
    expect(words.match(/Skrevet på en maskine/g)).toHaveLength(1);
    expect(words).toMatch(/Skrevet i hånden/);
    expect(looks).toBe(true);
  });

  it('without a word in its pictures is said to have none', async () => {
    const document = await PDFDocument.create();
    await pictured(document, await drawn('<circle cx="600" cy="800" r="300" fill="#357"/>'));
    expect(await failureOf(await document.save())).toBe('ocr-no-text');
  });

  it('that the program will not take is said to be refused', async () => {
    const document = await PDFDocument.create();
    await pictured(document, await drawn('<text x="150" y="300" font-size="48">Formular</text>'));
    document.catalog.set(PDFName.of('NeedsRendering'), PDFBool.True);
    document.catalog.set(PDFName.of('AcroForm'), document.context.obj({ Fields: [], XFA: document.context.obj([]) }));
    expect(await failureOf(await document.save())).toBe('ocr-refused');
  });
});
