/** Pictures on paper: each of a file's pictures on a page of A4, upright or sideways as it is, and without what the camera noted. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp, { type Metadata } from 'sharp';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { RenditionFailed } from '../note.ts';
import type { Converted, ToConvert } from './converted.ts';

/** A4 in points (ISO 216: 210 × 297 mm), and a margin that every printer leaves. */
const A4 = { short: 595.28, long: 841.89, margin: 28.35 };
/** Enough for a scanned page of text to be read and printed. */
const DOTS_PER_INCH = 200;
/** A picture of few points is not blown up: browsers show so many in an inch. */
const SCREEN_DOTS_PER_INCH = 96;
const MOST_PIXELS = 250_000_000;
const MOST_PICTURES = 500;
/** Drawings and scanned text stay free of JPEG's traces while they are small. */
const SMALL_PNG = 400_000;
const HEIF_LIMITS: ToolLimits = { memoryMb: 1_500, cpuSeconds: 60, wallMs: 120_000, outputMb: 500 };

interface Picture {
  bytes: Buffer;
  isPng: boolean;
  /** In pixels, as it is shown. */
  width: number;
  height: number;
  isReduced: boolean;
}

/** @throws RenditionFailed `image-broken`, `image-too-large`, `image-too-many` */
export async function convertImage({ path, kind, folder }: ToConvert): Promise<Converted> {
  const sources = kind === 'heic' ? await decodedHeic(path, folder) : [path];
  const document = await PDFDocument.create({ updateMetadata: false });
  let reduced = 0;
  let moving = 0;
  for (const source of sources) {
    const pages = await readImage(async () => (await open(source).metadata()).pages ?? 1);
    // A picture that moves is printed as it begins.
    const count = kind === 'tiff' ? pages : 1;
    if (pages > count) moving += 1;
    if (count > MOST_PICTURES) throw new RenditionFailed('image-too-many', { pictures: count, most: MOST_PICTURES });
    for (let page = 0; page < count; page++) {
      const picture = await readImage(() => pictureOf(source, page));
      if (picture.isReduced) reduced += 1;
      await addPage(document, picture);
    }
  }
  const pdf = join(folder, 'billede.pdf');
  await writeFile(pdf, await document.save({ useObjectStreams: false }));
  return {
    pdf,
    notes: [
      ...(reduced > 0 ? [{ rule: 'image-reduced', details: { count: reduced } }] : []),
      ...(moving > 0 ? [{ rule: 'image-moving', details: {} }] : []),
    ],
  };
}

const open = (path: string, page = 0) =>
  sharp(path, { page, limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true });

async function readImage<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const isLarge = error instanceof Error && /pixel limit/.test(error.message);
    throw new RenditionFailed(isLarge ? 'image-too-large' : 'image-broken', {}, error);
  }
}

/** Sides in pixels as it is shown: four of the eight orientations of EXIF lie on their side. */
function shownSize({ width, height, orientation = 1 }: Metadata): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

const isSideways = ({ width, height }: { width: number; height: number }): boolean => width > height;

async function pictureOf(path: string, page: number): Promise<Picture> {
  const metadata = await open(path, page).metadata();
  const size = shownSize(metadata);
  const pixels = (points: number) => Math.round(((points - 2 * A4.margin) / 72) * DOTS_PER_INCH);
  const [short, long] = [pixels(A4.short), pixels(A4.long)];
  const most = isSideways(size) ? { width: long, height: short } : { width: short, height: long };
  // Nothing of the camera's notes is written unless it is asked for.
  const upright = open(path, page)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ ...most, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const isPhoto = metadata.format !== 'png' && metadata.format !== 'tiff';
  const png = isPhoto ? null : await upright.clone().png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true });
  const isPng = png !== null && png.data.length <= SMALL_PNG;
  const { data, info } = isPng ? png : await upright.jpeg({ quality: 85 }).toBuffer({ resolveWithObject: true });
  return { bytes: data, isPng, width: info.width, height: info.height, isReduced: info.width < size.width };
}

async function addPage(document: PDFDocument, { bytes, isPng, width, height }: Picture): Promise<void> {
  const [across, up] = isSideways({ width, height }) ? [A4.long, A4.short] : [A4.short, A4.long];
  const page = document.addPage([across, up]);
  const image = isPng ? await document.embedPng(bytes) : await document.embedJpg(bytes);
  const points = 72 / SCREEN_DOTS_PER_INCH;
  const scale = Math.min(points, (across - 2 * A4.margin) / width, (up - 2 * A4.margin) / height);
  const drawn = { width: width * scale, height: height * scale };
  page.drawImage(image, { x: (across - drawn.width) / 2, y: (up - drawn.height) / 2, ...drawn });
}

/** HEIC is decoded by libheif's own program, which turns the picture upright. @returns the pictures of the file, as PNG */
async function decodedHeic(path: string, folder: string): Promise<string[]> {
  const out = join(folder, 'heic');
  await mkdir(out);
  const args = [path, join(out, 'billede.png')];
  const { code, stderr } = await runWhole({ file: 'heif-convert', args, folder, limits: HEIF_LIMITS });
  const names = (await readdir(out)).filter((name) => name.endsWith('.png')).toSorted();
  if (code !== 0 || names.length === 0) throw new RenditionFailed('image-broken', {}, new Error(stderr));
  return names.map((name) => join(out, name));
}
