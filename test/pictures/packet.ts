/** Puts pages of the packets that `npm run demo -- --out DIR` leaves into one picture: `node test/pictures/packet.ts DIR`. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp, { type OverlayOptions } from 'sharp';

const run = promisify(execFile);
const [demo = ''] = process.argv.slice(2);
const packet = join(demo, '000', 'pakke-DIR-2023-06-07');
/** Cover, contents, separator, a memo; a wide sheet, A3, a turned and a cut page; a scan, a photograph, and the public's first two. */
const PAGES = [
  ...[1, 2, 8, 9, 13, 20, 21, 22, 28, 32].map((page) => ({ file: `${packet}.pdf`, page })),
  ...[1, 2].map((page) => ({ file: `${packet}-offentlig.pdf`, page })),
];
const COLUMNS = 4;
const CELL = { width: 380, height: 530 };
const GAP = 12;

async function pagePicture(file: string, page: number): Promise<Buffer> {
  const args = ['-r', '100', '-f', String(page), '-l', String(page), '-png', '-cropbox', file];
  const { stdout } = await run('pdftoppm', args, { encoding: 'buffer', maxBuffer: 64_000_000 });
  return sharp(stdout)
    .resize({ ...CELL, fit: 'inside' })
    .toBuffer();
}

const placed: OverlayOptions[] = await Promise.all(
  PAGES.map(async ({ file, page }, index) => ({
    input: await pagePicture(file, page),
    left: GAP + (index % COLUMNS) * (CELL.width + GAP),
    top: GAP + Math.floor(index / COLUMNS) * (CELL.height + GAP),
  })),
);
await sharp({
  create: {
    width: GAP + COLUMNS * (CELL.width + GAP),
    height: GAP + Math.ceil(PAGES.length / COLUMNS) * (CELL.height + GAP),
    channels: 3,
    background: '#8a929c',
  },
})
  .composite(placed)
  .png({ palette: true, quality: 90 })
  .toFile(fileURLToPath(new URL('pakke.png', import.meta.url)));
