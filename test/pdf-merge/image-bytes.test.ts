/** Pictures in a PDF lose what a camera noted in them, and not a point of what is seen. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFName, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownBytes } from '#src/pdf-merge/image-bytes.ts';
import { inFolder } from '../files/make.ts';
import { type CleaningFolder, cleaningFolder, holds } from './cleaned.ts';
import { draft } from './make-pdf.ts';

const run = promisify(execFile);
let folder: CleaningFolder;
beforeAll(async () => {
  folder = await cleaningFolder();
});
afterAll(() => folder.remove());

const NOTES = ['HEMMELIGT-STED', 'HEMMELIG-FOTOGRAF', 'HEMMELIG-FILM', 'HEMMELIG-KOMMENTAR'];

/** A photograph with notes in every place that one has, and a film behind it. */
async function photograph(progressive = false): Promise<Buffer> {
  const plain = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#3a7' } })
    .composite([{ input: Buffer.from('<svg width="30" height="20"><rect width="30" height="20" fill="#a31"/></svg>') }])
    .withExif({ IFD0: { ImageDescription: 'HEMMELIGT-STED', Artist: 'HEMMELIG-FOTOGRAF' } })
    .withIccProfile('p3')
    .jpeg({ progressive })
    .toBuffer();
  const comment = Buffer.from('HEMMELIG-KOMMENTAR');
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([plain.subarray(0, 2), head, comment, plain.subarray(2), Buffer.from('ftypHEMMELIG-FILM')]);
}

/** A page that draws a picture. */
async function pageWith(bytes: Buffer, filter: string) {
  const made = await draft();
  const page = made.page('Side 1');
  const image = {
    Type: 'XObject',
    Subtype: 'Image',
    Width: 64,
    Height: 48,
    BitsPerComponent: 8,
    ColorSpace: 'DeviceRGB',
  };
  const dict = made.doc.context.obj({ ...image, Filter: filter, Length: bytes.length });
  const XObject = { Im: made.doc.context.register(PDFRawStream.of(dict as never, bytes) as PDFObject) };
  page.node.set(PDFName.of('Resources'), made.doc.context.obj({ XObject }));
  const content = made.doc.context.stream('q 64 0 0 48 100 100 cm /Im Do Q');
  page.node.set(PDFName.of('Contents'), made.doc.context.register(content));
  return made;
}

/** SHA-256 of each picture of a PDF, unpacked. */
const pointsOf = (pdf: string | Uint8Array): Promise<string[]> =>
  inFolder(async (into) => {
    const path = typeof pdf === 'string' ? pdf : join(into, 'in.pdf');
    if (typeof pdf !== 'string') await writeFile(path, pdf);
    await run('pdfimages', ['-png', path, join(into, 'billede')]);
    const names = (await readdir(into)).filter((name) => name.endsWith('.png'));
    return Promise.all(
      names.map(async (name) =>
        createHash('sha256')
          .update(await readFile(join(into, name)))
          .digest('hex'),
      ),
    );
  });

describe('A photograph in a PDF', () => {
  it.each([false, true])('has no notes afterwards, and every point of it (progressive: %s)', async (progressive) => {
    const bytes = await photograph(progressive);
    expect(NOTES.filter((note) => holds(bytes.toString('latin1'), note))).toHaveLength(4);
    const made = await pageWith(bytes, 'DCTDecode');
    const before = await pointsOf(await made.bytes());
    const { path, text } = await folder.cleaned(made);
    expect(NOTES.filter((note) => holds(text, note))).toEqual([]);
    expect(text).toContain('ICC_PROFILE');
    expect(before).toHaveLength(1);
    expect(await pointsOf(path)).toEqual(before);
  });

  it('that cannot be read to its end stays as it is', async () => {
    const cut = (await photograph()).subarray(0, 60);
    const made = await draft();
    const stream = PDFRawStream.of(made.doc.context.obj({ Filter: 'DCTDecode' }) as never, cut);
    expect(shownBytes(stream)).toEqual([cut]);
  });
});

it('A program for a printer is not in the packet, and the page is drawn without it', async () => {
  const made = await draft();
  const page = made.page('Side 1');
  const program = made.doc.context.stream('HEMMELIGT-PROGRAM exec', { Type: 'XObject', Subtype: 'PS' });
  const XObject = { P: made.doc.context.register(program) };
  page.node.set(PDFName.of('Resources'), made.doc.context.obj({ XObject }));
  page.node.set(PDFName.of('Contents'), made.doc.context.register(made.doc.context.stream('q /P Do Q')));
  const { text } = await folder.cleaned(made);
  expect(text).toContain('/P Do');
  expect(holds(text, 'HEMMELIGT-PROGRAM')).toBe(false);
});

describe('A picture of JPEG 2000 in a PDF', () => {
  const box = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };

  it('loses the boxes that hold notes, and no other', async () => {
    const shown = [box('jP  ', Buffer.from([13, 10, 0x87, 10])), box('jp2h', Buffer.from('x'.repeat(30)))];
    const last = Buffer.concat([Buffer.alloc(4), Buffer.from('jp2c'), Buffer.from('billedet selv')]);
    const noted = [
      box('xml ', Buffer.from('HEMMELIGT-STED')),
      box('uuid', Buffer.alloc(16), Buffer.from('HEMMELIG-FOTOGRAF')),
    ];
    const made = await draft();
    const bytes = Buffer.concat([...shown, ...noted, last]);
    const stream = PDFRawStream.of(made.doc.context.obj({ Filter: ['JPXDecode'] }) as never, bytes);
    expect(Buffer.concat(shownBytes(stream))).toEqual(Buffer.concat([...shown, last]));
  });
});
