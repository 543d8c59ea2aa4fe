/**
 * What a packet adds to a page: a strip with its stamp above the page, a watermark over it, and a strip below it with a line that all
 * pages have. The page grows by the strips at the edges that are its top and foot when it is shown, so nothing of it is covered, its
 * own number least of all.
 */
import type { FragmentPage } from './fragment.ts';
import type { Box } from './objects.ts';
import type { StampFont } from './stamp-font.ts';
import { boxBetween, frameOf, num, type VisibleFrame } from './visible-frame.ts';

export interface Stamp {
  /** Of the bilag: "Bilag 3.2 · side 1 af 4"; '' for pages that have none. */
  left: string;
  /** Of the packet: "Side 17 af 600". */
  right: string;
}

/** What is added to one page; null for what is not. */
export interface Additions {
  stamp: Stamp | null;
  watermark: string | null;
  foot: string | null;
}

/** Names of our resources in the page, which its own content does not use. */
export interface StampNames {
  font: string;
  faint: string;
}

export interface StampedPage {
  /** The page's boxes in user space. */
  box: Box;
  /** Operators that draw what is added, '' for nothing; they expect the page's initial graphics state. */
  content: string;
}

/** On A4; on other sizes as much larger or smaller as the page is, so that it reads alike when the page fills the screen. */
const TYPE_SIZE = 8.5;
const A4 = { short: 595, long: 842 };
/** Smaller than this a page is read enlarged by no reader: the page is widened instead. */
const SMALLEST_TYPE = 7;
/** In type sizes: the strip, the base line above its edge, the space beside and between the texts. */
const STRIP = 2.2;
const BASE = 0.75;
const MARGIN = 2.4;
const GAP = 3;
/** How much of the diagonal the watermark takes, and its type at most. */
const WATERMARK_SPAN = 0.62;

export function stampPage(
  page: FragmentPage,
  { stamp, watermark, foot }: Additions,
  font: StampFont,
  names: StampNames,
): StampedPage {
  const frame = frameOf(page);
  const size = typeSize(frame);
  const strip = (text: unknown): number => (text === null ? 0 : size * STRIP);
  const lines = [stamp, foot === null ? null : { left: foot, right: '' }];
  const needed = lines.map((line) => (line === null ? 0 : neededWidth(line, size, font)));
  const width = Math.max(frame.width, ...needed);
  const parts: string[] = [];
  if (watermark !== null) parts.push(watermarkOperators(frame, watermark, font, names));
  if (stamp !== null) parts.push(stampOperators({ ...frame, width }, stamp, size, font, names));
  if (foot !== null) parts.push(footOperators(width, foot, size, font, names));
  const content = parts.length === 0 ? '' : `q ${frame.matrix.map(num).join(' ')} cm\n${parts.join('\n')}\nQ\n`;
  return { box: boxBetween(frame, [0, -strip(foot)], [width, frame.height + strip(stamp)]), content };
}

function typeSize({ width, height }: VisibleFrame): number {
  const larger = Math.max(Math.min(width, height) / A4.short, Math.max(width, height) / A4.long);
  return Math.max(SMALLEST_TYPE, TYPE_SIZE * larger);
}

function neededWidth({ left, right }: Stamp, size: number, font: StampFont): number {
  const texts = ((font.widthOf(left) + font.widthOf(right)) * size) / 1000;
  return texts + size * (2 * MARGIN + (left === '' || right === '' ? 0 : GAP));
}

function stampOperators(frame: VisibleFrame, stamp: Stamp, size: number, font: StampFont, names: StampNames): string {
  const { width, height } = frame;
  const base = height + size * BASE;
  const right = width - size * MARGIN - (font.widthOf(stamp.right) * size) / 1000;
  const text = (words: string, x: number) =>
    words === '' ? '' : `BT /${names.font} ${num(size)} Tf ${num(x)} ${num(base)} Td ${font.show(words)} Tj ET\n`;
  return (
    `/Artifact <</Type/Pagination/Subtype/Header>> BDC\n` +
    `0.7 G ${num(size / 17)} w 0 ${num(height)} m ${num(width)} ${num(height)} l S\n0.2 g\n` +
    `${text(stamp.left, size * MARGIN)}${text(stamp.right, right)}EMC`
  );
}

function footOperators(width: number, foot: string, size: number, font: StampFont, names: StampNames): string {
  const [x, base] = [size * MARGIN, size * (BASE - STRIP)];
  return (
    `/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n` +
    `0.7 G ${num(size / 17)} w 0 0 m ${num(width)} 0 l S\n0.2 g\n` +
    `BT /${names.font} ${num(size)} Tf ${num(x)} ${num(base)} Td ${font.show(foot)} Tj ET\nEMC`
  );
}

/** From the lower left to the upper right, through the middle. */
function watermarkOperators(
  { width, height }: VisibleFrame,
  words: string,
  font: StampFont,
  names: StampNames,
): string {
  const diagonal = Math.hypot(width, height);
  const wide = font.widthOf(words) / 1000;
  const size = Math.min((diagonal * WATERMARK_SPAN) / wide, Math.min(width, height) / 2.5);
  const [cos, sin] = [width / diagonal, height / diagonal];
  const along = -(wide * size) / 2;
  const across = -size * 0.35;
  const x = width / 2 + along * cos - across * sin;
  const y = height / 2 + along * sin + across * cos;
  return (
    `/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\nq /${names.faint} gs 0.4 g\nBT /${names.font} ${num(size)} Tf ` +
    `${[cos, sin, -sin, cos, x, y].map(num).join(' ')} Tm ${font.show(words)} Tj ET\nQ EMC`
  );
}
