/**
 * The bilag of the packet benchmark: 60 PDFs of ten pages each, twelve of them scans (some 450 kB a page), of the others half
 * printed by Typst with tags and half without. Made once and kept, because drawing 120 scanned pages takes a while.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import { renderDocument } from '#src/pdf/render-document.ts';

export const BILAG = 60;
export const PAGES_EACH = 10;
const SCANS = 12;
/** A4 at 200 dots an inch. */
const SCAN = { width: 1_654, height: 2_339 };
const SCAN_QUALITY = 28;

export interface BenchFile {
  name: string;
  title: string;
  bytes: Buffer;
}

const titleOf = (n: number): string => `Bilag ${n + 1} ${n < SCANS ? 'indscannet' : 'notat'}`;
const nameOf = (n: number): string => `bilag-${n + 1}.pdf`;

/** @param folder where the files are kept between runs */
export async function benchBilag(folder: string): Promise<BenchFile[]> {
  await mkdir(folder, { recursive: true });
  const numbers = Array.from({ length: BILAG }, (_, n) => n);
  const kept = await Promise.all(numbers.map((n) => readFile(join(folder, nameOf(n))).catch(() => null)));
  const missing = numbers.filter((n) => kept[n] === null);
  const made = missing.length === 0 ? new Map<number, Buffer>() : await makeBilag(missing);
  for (const [n, bytes] of made) await writeFile(join(folder, nameOf(n)), bytes);
  return numbers.map((n) => ({ name: nameOf(n), title: titleOf(n), bytes: kept[n] ?? (made.get(n) as Buffer) }));
}

async function makeBilag(numbers: readonly number[]): Promise<Map<number, Buffer>> {
  const made = new Map<number, Buffer>();
  for (const n of numbers) {
    const make = n < SCANS ? scanned : n % 2 === 0 ? tagged : untagged;
    made.set(n, await make(n));
  }
  return made;
}

const A4: [number, number] = [595.28, 841.89];

/** Ten pictures of a page and nothing else, as a scanner makes them. */
async function scanned(n: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let sheet = 0; sheet < PAGES_EACH; sheet++) {
    const picture = await sharp(scan(n * PAGES_EACH + sheet + 1), { raw: { ...SCAN, channels: 1 } })
      .jpeg({ quality: SCAN_QUALITY })
      .toBuffer();
    document.addPage(A4).drawImage(await document.embedJpg(picture), { x: 0, y: 0, width: A4[0], height: A4[1] });
  }
  return Buffer.from(await document.save());
}

/** Noisy paper with lines of dark dots where words would be; grey, one byte a dot. */
function scan(seed: number): Buffer {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const dots = Buffer.alloc(SCAN.width * SCAN.height);
  for (let at = 0; at < dots.length; at++) {
    const y = Math.floor(at / SCAN.width);
    const isInk = y % 46 < 18 && random() < 0.3;
    dots[at] = (isInk ? 60 : 236) + random() * 10;
  }
  return dots;
}

const LINES_A_PAGE = 26;
const sentence = (n: number, line: number): string =>
  `${n + 1}.${line} Forvaltningen har undersøgt sagen og lægger op til, at udgiften afholdes inden for rammen i ${2020 + (line % 9)}.`;

async function tagged(n: number): Promise<Buffer> {
  const pdf = await renderDocument(
    {
      title: titleOf(n),
      head: [{ label: '', value: titleOf(n) }],
      contentsHeading: '',
      contents: [],
      items: [],
      after: Array.from({ length: PAGES_EACH }, (_, part) => ({
        heading: `Afsnit ${part + 1}`,
        lines: Array.from({ length: LINES_A_PAGE - 6 }, (__, line) => sentence(n, part * 100 + line)),
      })),
    },
    { standard: 'ua-1', createdAt: new Date('2026-01-01T00:00:00Z') },
  );
  return Buffer.from(pdf);
}

/** Text without tags, as many programs write it. */
async function untagged(n: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let part = 0; part < PAGES_EACH; part++) {
    const page = document.addPage(A4);
    for (let line = 0; line < LINES_A_PAGE; line++) {
      page.drawText(sentence(n, part * 100 + line), { x: 50, y: 780 - line * 28, size: 8, font });
    }
  }
  return Buffer.from(await document.save());
}
