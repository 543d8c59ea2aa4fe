/** Readers of pictures and packages read what people send, and refuse what would keep them busy. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isWholeHeic, isWholeJpeg, isWholePng, isWholeTiff, MOST_PARTS } from '#src/files/check-image.ts';
import { checkOffice } from '#src/files/check-office.ts';
import { objectTableOf } from '#src/files/table-of-objects.ts';
import { heic, inFolder, office, png } from './make.ts';
import {
  heavyTiff,
  jpegFilledWith,
  pdfOfStreams,
  repeatedInList,
  sayingSize,
  tiffOf,
  tiffOfOverlapping,
  zipOfParts,
} from './traps.ts';

const MB = 1024 * 1024;
const refusedFor = (limit: string) =>
  expect.objectContaining({ code: 'file-too-heavy', status: 422, details: expect.objectContaining({ limit }) });
const officeIn = (bytes: Buffer) =>
  inFolder(async (folder) => {
    const path = join(folder, '1');
    await writeFile(path, bytes);
    return checkOffice(path).catch(({ code, details }: { code: string; details: { limit?: string } }) =>
      [code, details.limit].filter(Boolean).join(' '),
    );
  });

describe('a picture of many parts', () => {
  it.each([
    ['TIFF of directories', isWholeTiff, tiffOf, MOST_PARTS.directories],
    ['TIFF of entries', isWholeTiff, (entries: number) => tiffOf(2, entries), MOST_PARTS.entries],
    // The header and the data are chunks too, and so is the end.
    ['PNG of chunks', isWholePng, (chunks: number) => png(chunks - 3), MOST_PARTS.chunks],
    // In front of the fill bytes there is a segment, and behind them the scan's.
    ['JPEG of fill bytes', isWholeJpeg, (segments: number) => jpegFilledWith(segments - 2), MOST_PARTS.segments],
    ['HEIC of boxes', isWholeHeic, (boxes: number) => heic(boxes - 3), MOST_PARTS.boxes],
  ] as const)('%s is whole up to the bound, and refused by name beyond it', (_what, isWhole, make, most) => {
    expect(isWhole(make(most))).toBe(true);
    expect(() => isWhole(make(most + 1))).toThrow(refusedFor('parts'));
  });

  it('that is a TIFF whose directories overlap, or name each other in a circle, is broken', () => {
    expect(isWholeTiff(tiffOfOverlapping(2, 4))).toBe(false);
    const circle = tiffOf(3);
    circle.writeUInt32LE(8, circle.length - 4);
    expect(isWholeTiff(circle)).toBe(false);
  });

  it('that is a TIFF of 100,000 directories of 60,000 entries each in 1.1 MB is refused at the first', () => {
    const bytes = heavyTiff();
    expect(bytes.length).toBeLessThan(1.4 * MB);
    expect(() => isWholeTiff(bytes)).toThrow(refusedFor('parts'));
  });
});

describe('an office file', () => {
  it('of more parts than any has is refused', async () => {
    expect(await officeIn(zipOfParts(10_001))).toBe('file-too-heavy parts');
  });

  it('of which a part, or all together, unpack to many times their size is refused', async () => {
    const zeros = (bytes: number) => Buffer.alloc(bytes);
    expect(await officeIn(office('docx', { 'word/a.bin': zeros(5 * MB) }))).toBe('file-too-heavy unpacked');
    const small = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`word/${n}.bin`, zeros(3 * MB)]));
    expect(await officeIn(office('docx', small))).toBe('file-too-heavy unpacked');
    expect(await officeIn(office('docx', { 'word/a.bin': zeros(3 * MB) }))).toBe('docx');
  });

  it('whose list says that it unpacks to more than 400 MB is refused before anything is unpacked', async () => {
    const bytes = office('docx', { 'word/a.bin': randomBytes(1.5 * MB) });
    expect(await officeIn(sayingSize(bytes, 420 * MB))).toBe('file-too-heavy unpacked');
    expect(await officeIn(sayingSize(bytes, 390 * MB))).toBe('file-broken');
  });

  it('that lists the same bytes again and again is broken', async () => {
    const bytes = office('docx', { 'word/a.bin': randomBytes(MB / 4) });
    expect(await officeIn(bytes)).toBe('docx');
    expect(await officeIn(repeatedInList(bytes, 5))).toBe('file-broken');
  });

  it('of which more comes out than its list says is broken', async () => {
    const bytes = office('docx', { 'word/a.bin': Buffer.alloc(3 * MB) });
    expect(await officeIn(sayingSize(bytes, 1_000))).toBe('file-broken');
  });
});

describe('the streams of a PDF without a table', () => {
  it('are unpacked to 200 MB together, and no further', () => {
    expect(objectTableOf(pdfOfStreams(2, 90 * MB))?.places.get(900)).toEqual({ within: 801, n: 0 });
    expect(objectTableOf(pdfOfStreams(3, 90 * MB))).toBeNull();
  });
});
