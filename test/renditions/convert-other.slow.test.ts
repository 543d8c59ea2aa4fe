/** Every other kind of file as PDF. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MEMO_HIDDEN, memo } from '#src/dev/demo/bilag/memo.ts';
import { SLIDES_HIDDEN, slides } from '#src/dev/demo/bilag/slides.ts';
import { BUDGET_HIDDEN, budget } from '#src/dev/demo/bilag/spreadsheet.ts';
import { runLibreOffice } from '#src/renditions/convert/office/libreoffice.ts';
import { inFolder, tiff } from '../files/make.ts';
import { failureOf, foundIn, shown } from './converting.ts';

const run = promisify(execFile);

/** The same file as LibreOffice itself saves it: with changes, comments, notes and what is hidden. */
const savedAs = (bytes: Buffer, from: string, to: string, filter: string): Promise<Buffer> =>
  inFolder(async (folder) => {
    const path = join(folder, `fil.${from}`);
    await writeFile(path, bytes);
    return readFile(await runLibreOffice({ path, to, filter, folder }));
  });
/** A deleted row of a table is one thing that LibreOffice does not take over from Word. */
const SAVED_HIDDEN = MEMO_HIDDEN.filter((word) => word !== 'Bufferpulje');

describe('OpenDocument and Rich Text', () => {
  it.each([
    ['odt', 'writer8'],
    ['rtf', 'Rich Text Format'],
  ] as const)('a text as %s is printed with its changes accepted and without what is hidden', async (kind, filter) => {
    const made = await shown(await savedAs(await memo(), 'docx', kind, filter), kind);
    for (const words of ['er 5.200.000 kr.', 'Senest gemt', '23/004711']) expect(made.words).toContain(words);
    expect(foundIn(made, SAVED_HIDDEN)).toEqual([]);
    expect(made.notes).toMatchObject([
      { rule: 'changes-accepted' },
      { rule: 'left-out', details: { comments: 1, paths: 1 } },
    ]);
  });

  it('a spreadsheet is printed without hidden sheets, rows and columns', async () => {
    const made = await shown(await savedAs(await budget(), 'xlsx', 'ods', 'calc8'), 'ods');
    expect(made.words).toContain('5550000');
    expect(foundIn(made, BUDGET_HIDDEN)).toEqual([]);
    expect(made.notes).toMatchObject([{ rule: 'left-out', details: { sheets: 1, rows: 1, columns: 1, comments: 1 } }]);
  });

  it('a presentation is printed without hidden slides and notes', async () => {
    const made = await shown(await savedAs(await slides(), 'pptx', 'odp', 'impress8'), 'odp');
    expect(made.pages).toBe(2);
    expect(foundIn(made, SLIDES_HIDDEN)).toEqual([]);
    expect(made.notes).toMatchObject([{ rule: 'left-out', details: { slides: 1, speakerNotes: 1 } }]);
  });

  it('Rich Text reads no other file', async () => {
    const made = await inFolder(async (folder) => {
      const secret = join(folder, 'anden.txt');
      await writeFile(secret, 'ord fra en anden fil');
      const fields = `{\\field{\\*\\fldinst INCLUDETEXT "${secret}"}{\\fldrslt vist sidst}}`;
      return shown(Buffer.from(`{\\rtf1\\ansi Se LINK: ${fields}\\par}`, 'latin1'), 'rtf');
    });
    expect(made.words).toMatch(/Se LINK: vist sidst/);
    expect(foundIn(made, ['en anden fil'])).toEqual([]);
  });
});

describe('Text', () => {
  it('is printed with every blank and letter, also where no font has it, whatever it is written in', async () => {
    const { words } = await shown(Buffer.from('Høring\n   tre ind\tså\nΩ Ж \u{1FBFA} \u0007 ende'), 'txt');
    for (const part of ['Høring', '   tre ind', 'Ω Ж', 'ende']) expect(words).toContain(part);
    expect((await shown(Buffer.from('Æblegård på Åsen', 'latin1'), 'txt')).words).toContain('Æblegård på Åsen');
    expect((await shown(Buffer.from('\ufeffvidt', 'utf16le'), 'txt')).words).toContain('vidt');
  });

  it('of a million lines is refused before anything is made', async () => {
    expect(await failureOf(Buffer.from('x\n'.repeat(1_000_000)), 'txt')).toMatchObject({ rule: 'pdf-too-many-pages' });
  });

  it('in columns is printed as a table, without a change to any cell', async () => {
    const { words } = await shown(Buffer.from('Navn;Nr;Dag\n"Æ; ""nord""";00123;2023-01-02\n'), 'csv');
    expect(words).toMatch(/Navn\s+Nr\s+Dag/);
    expect(words).toMatch(/Æ; "nord"\s+00123\s+2023-01-02/);
  });
});

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#88aacc' } });

describe('A picture', () => {
  it('is printed on a page that lies as it does, without what the camera noted', async () => {
    const exif = { IFD0: { Make: 'HEMMELIGT KAMERA' }, IFD3: { GPSLatitude: '55/1 40/1 0/1' } };
    const made = await shown(await photo(4_000, 3_000).jpeg().withExif(exif).toBuffer(), 'jpeg');
    expect(made.info).toMatch(/Page size:\s+841\.89 x 595\.28/);
    expect(foundIn(made, ['HEMMELIGT KAMERA', 'GPS', 'Exif'])).toEqual([]);
    expect(made.notes).toEqual([{ rule: 'image-reduced', details: { count: 1 } }]);
  });

  it('is turned as the camera was held', async () => {
    const made = await shown(await photo(400, 300).jpeg().withMetadata({ orientation: 6 }).toBuffer(), 'jpeg');
    expect(made.info).toMatch(/Page size:\s+595\.28 x 841\.89/);
    expect(made.notes).toEqual([]);
  });

  it.each(['png', 'webp'] as const)('as %s is printed', async (kind) => {
    expect((await shown(await photo(200, 300).toFormat(kind).toBuffer(), kind)).pages).toBe(1);
  });

  it('as HEIC is printed', async () => {
    const heic = await inFolder(async (folder) => {
      const [from, to] = [join(folder, 'a.png'), join(folder, 'a.heic')];
      await photo(320, 200).png().toFile(from);
      await run('heif-enc', [from, '-o', to]);
      return readFile(to);
    });
    expect((await shown(heic, 'heic')).info).toMatch(/Page size:\s+841\.89/);
  });

  it('that moves is printed as it begins, and says so', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 40, height: 30, channels: 3, background } })
        .png()
        .toBuffer();
    const frames = [await frame('#c33'), await frame('#3c3')];
    const made = await shown(
      await sharp(frames, { join: { animated: true } })
        .webp()
        .toBuffer(),
      'webp',
    );
    expect(made.pages).toBe(1);
    expect(made.notes).toEqual([{ rule: 'image-moving', details: {} }]);
  });

  it('of several pages is printed with all of them', async () => {
    const page = (background: string) =>
      sharp({ create: { width: 100, height: 150, channels: 3, background } })
        .png()
        .toBuffer();
    const pages = await Promise.all(['#fff', '#888', '#000'].map(page));
    const tif = await sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect((await shown(tif, 'tiff')).pages).toBe(3);
  });

  it('that is broken is refused, and one that unpacks without end', async () => {
    expect(await failureOf(tiff(), 'tiff')).toMatchObject({ rule: 'image-broken' });
    const png = await photo(100, 100).png().toBuffer();
    expect(await failureOf(png.subarray(0, png.length / 2), 'png')).toMatchObject({ rule: 'image-broken' });
    const huge = await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    expect(await failureOf(huge, 'png')).toMatchObject({ rule: 'image-too-large' });
  });
});

it('The same file gives the same bytes whenever it is printed', async () => {
  const once = await shown(await memo(), 'docx');
  const again = await shown(await memo(), 'docx');
  expect(again.hash).toBe(once.hash);
});
