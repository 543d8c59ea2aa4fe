/** Real files, made when a test runs. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';

/** Runs a job in a folder of its own. */
export async function inFolder<T>(job: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sagsgang-files-test-'));
  try {
    return await job(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A sound PDF of so many pages, each with its words. */
export function pdf(words = 'Bilag', pages = 1): Buffer {
  const kids = Array.from({ length: pages }, (_, n) => `${4 + n * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: pages }, (_, n) => {
      const stream = `BT /F1 24 Tf 72 720 Td (${words} ${n + 1}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + n * 2} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }).flat(),
  ];
  return written(objects);
}

/**
 * A book: each page has its words and its number, page 1 a link to the last one; bookmarks "Afsnit 1" (with "Underafsnit" below it)
 * and "Sidste side"; the last page is the named destination "slut". It asks the reader to run a script when it is opened.
 */
export function book(pages: number, words = 'Kapitel'): Buffer {
  const page = (n: number) => 8 + n * 2;
  const to = (n: number) => `[${page(n)} 0 R /XYZ 0 842 null]`;
  const last = pages - 1;
  return written([
    '<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R /Names << /Dests << /Names [(slut) ' +
      `${to(last)}] >> >> /OpenAction << /S /JavaScript /JS (app.alert\\("kørt"\\)) >> /Lang (da) >>`,
    `<< /Type /Pages /Kids [${Array.from({ length: pages }, (_, n) => `${page(n)} 0 R`).join(' ')}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Outlines /First 5 0 R /Last 6 0 R /Count 3 >>',
    `<< /Title (Afsnit 1) /Parent 4 0 R /Next 6 0 R /First 7 0 R /Last 7 0 R /Count 1 /Dest ${to(0)} >>`,
    '<< /Title (Sidste side) /Parent 4 0 R /Prev 5 0 R /Dest (slut) >>',
    `<< /Title (Underafsnit) /Parent 5 0 R /Dest ${to(Math.min(1, last))} >>`,
    ...Array.from({ length: pages }, (_, n) => {
      const stream = `BT /F1 24 Tf 72 720 Td (${words} ${n + 1}) Tj ET`;
      const link = `<< /Type /Annot /Subtype /Link /Rect [72 600 300 640] /Border [0 0 1] /Dest ${to(last)} >>`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> ${n === 0 ? `/Annots [${link}] ` : ''}/Contents ${page(n) + 1} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }).flat(),
  ]);
}

/** The objects of a PDF, the first its catalog, with their table. */
function written(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const places: number[] = [];
  for (const [n, object] of objects.entries()) {
    places.push(text.length);
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** The same PDF with a password to open it, or with one that only forbids changes. */
export const lockedPdf = (toOpen: string): Promise<Buffer> =>
  inFolder(async (folder) => {
    const [from, to] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
    await writeFile(from, pdf());
    await promisify(execFile)('qpdf', ['--encrypt', toOpen, 'ejer', '256', '--', from, to]);
    return readFile(to);
  });

type Parts = Record<string, string | Buffer>;

/** A zip of these parts. @param flags of each entry: 1 says "encrypted" */
export function zip(parts: Parts, { flags = 0 } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateSync(data).subarray(2, -4);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(title.length, 22);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), common, title, packed);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry, title);
    offset += 30 + title.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

const types = (main: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="application/vnd.${main}+xml"/></Types>`;
const MAIN = {
  docx: 'openxmlformats-officedocument.wordprocessingml.document.main',
  xlsx: 'openxmlformats-officedocument.spreadsheetml.sheet.main',
  pptx: 'openxmlformats-officedocument.presentationml.presentation.main',
  docm: 'ms-word.document.macroEnabled.main',
};

export const office = (kind: keyof typeof MAIN, more: Parts = {}): Buffer =>
  zip({ '[Content_Types].xml': types(MAIN[kind]), 'main.xml': '<x>Økonomi</x>'.repeat(200), ...more });

export const openDocument = (kind: 'text' | 'spreadsheet' | 'presentation', more: Parts = {}): Buffer =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': '<x/>', ...more });

/** What Word makes of a document with a password: an old container with one stream of that name. */
export function lockedOffice(): Buffer {
  const bytes = Buffer.alloc(4_096);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.write('EncryptedPackage', 1_024, 'utf16le');
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture of one colour. @param more chunks with nothing in them */
export function png(more = 0): Buffer {
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...Array<Buffer>(more).fill(chunk('tEXt', Buffer.alloc(0))),
    chunk('IDAT', deflateSync(Buffer.alloc(8 * 9, 0x55))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const jpeg = (): Buffer =>
  Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0008010100003f00d2cf20ffd9', 'hex');

/** One directory with one entry, and no strips. */
export const tiff = (): Buffer => {
  const bytes = Buffer.alloc(26);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(1, 8);
  return bytes;
};

const box = (name: string, content: string): Buffer => {
  const bytes = Buffer.alloc(8 + content.length);
  bytes.writeUInt32BE(bytes.length);
  bytes.write(name + content, 4, 'latin1');
  return bytes;
};

/** The boxes of a HEIC file, with nothing to decode in them. @param more boxes that mean nothing */
export const heic = (more = 0): Buffer =>
  Buffer.concat([
    box('ftyp', 'heic\0\0\0\0mif1heic'),
    box('meta', '\0\0\0\0'),
    box('mdat', 'data'),
    ...Array<Buffer>(more).fill(box('free', '')),
  ]);

/** The container of a WebP file, with nothing to decode in it. */
export function webp(): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WEBPVP8 ', 8, 'latin1');
  return bytes;
}
