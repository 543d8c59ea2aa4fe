/** Files that keep whoever reads them busy, made when a test runs. */
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { office, pdf, zip } from './make.ts';

/** A TIFF whose directories, of so many entries each, stand behind each other. */
export function tiffOf(directories: number, entries = 1): Buffer {
  const size = 2 + entries * 12 + 4;
  const bytes = Buffer.alloc(8 + directories * size);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  for (let n = 0; n < directories; n++) {
    const at = 8 + n * size;
    bytes.writeUInt16LE(entries, at);
    if (n < directories - 1) bytes.writeUInt32LE(at + size, at + size - 4);
  }
  return bytes;
}

/** A TIFF whose directories begin four bytes behind each other: each entry is one of nearly all of them. */
export function tiffOfOverlapping(directories: number, entries: number): Buffer {
  const bytes = Buffer.alloc(8 + 4 * directories + 2 + entries * 12 + 4);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  for (let n = 0; n < directories; n++) {
    const at = 8 + 4 * n;
    bytes.writeUInt16LE(entries, at);
    if (n < directories - 1) bytes.writeUInt32LE(at + 4, at + 2 + entries * 12);
  }
  return bytes;
}

/** 1.4 MB, and some six thousand million entries. */
export const heavyTiff = (): Buffer => tiffOfOverlapping(100_000, 60_000);

/** A JPEG with so many bytes that only fill a gap in front of its first scan. */
export const jpegFilledWith = (bytes: number): Buffer =>
  Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.alloc(bytes, 0xff),
    Buffer.from('ffda0008010100003f00d2cf20ffd9', 'hex'),
  ]);

const END_OF_DIRECTORY = 22;

/** The same zip, in whose list the last part stands so many times. */
export function repeatedInList(bytes: Buffer, times: number): Buffer {
  const end = bytes.subarray(-END_OF_DIRECTORY);
  const count = end.readUInt16LE(8);
  const at = end.readUInt32LE(16);
  const list = bytes.subarray(at, -END_OF_DIRECTORY);
  const last = list.subarray(list.lastIndexOf('PK\x01\x02', undefined, 'latin1'));
  const longer = Buffer.concat([list, ...Array<Buffer>(times - 1).fill(last)]);
  const newEnd = Buffer.from(end);
  newEnd.writeUInt16LE(count + times - 1, 8);
  newEnd.writeUInt16LE(count + times - 1, 10);
  newEnd.writeUInt32LE(longer.length, 12);
  return Buffer.concat([bytes.subarray(0, at), longer, newEnd]);
}

/** The same zip, which says of its last part that it unpacks to so many bytes. */
export function sayingSize(bytes: Buffer, size: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(size, copy.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24);
  copy.writeUInt32LE(size, copy.lastIndexOf('PK\x03\x04', undefined, 'latin1') + 22);
  return copy;
}

/** A document whose parts take most of a second to be unpacked, and are within every bound. */
export function slowOffice(): Buffer {
  const part = Buffer.concat([Buffer.alloc(60 * 1024 * 1024), randomBytes(256 * 1024)]);
  return office('docx', Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`word/${n}.bin`, part])));
}

export const zipOfParts = (count: number): Buffer =>
  zip(Object.fromEntries(Array.from({ length: count }, (_, n) => [`word/${n}.xml`, ''])));

/** A PDF without a table, so many of whose streams name one object and unpack to so many bytes. */
export function pdfOfStreams(streams: number, unpacked: number): Buffer {
  const packed = deflateSync(Buffer.from(`900 0 ${' '.repeat(unpacked - 6)}`, 'latin1'));
  const stream = (n: number) => [
    Buffer.from(
      `${800 + n} 0 obj\n<< /Type /ObjStm /N 1 /First 6 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    ),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ];
  const table = '700 0 obj\n<< /Type /XRef /Root 1 0 R /Length 0 >>\nstream\n\nendstream\nendobj\n';
  return Buffer.concat([pdf(), ...Array.from({ length: streams }, (_, n) => stream(n)).flat(), Buffer.from(table)]);
}

/** A PDF of which an object is a list of four million numbers, packed into a few kilobytes. */
export function hungryPdf(): Buffer {
  const list = `<< /Type /Catalog /Pages 2 0 R /Numbers [${' 0'.repeat(4_000_000)}] >>`;
  const packed = deflateSync(Buffer.from(`1 0 ${list}`, 'latin1'));
  const head = '%PDF-1.7\n';
  const objects = [
    `2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n`,
    `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n`,
    `4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
  ];
  const [two, three, four] = [0, 1, 2].map((n) => head.length + objects.slice(0, n).join('').length);
  const behind = '\nendstream\nendobj\n';
  const table = head.length + objects.join('').length + packed.length + behind.length;
  const rows = Buffer.alloc(6 * 6);
  const row = (n: number, kind: number, at = 0) => {
    rows.writeUInt8(kind, n * 6);
    rows.writeUInt32BE(at, n * 6 + 1);
  };
  row(0, 0);
  row(1, 2, 4);
  for (const [n, at] of [two, three, four, table].entries()) row(n + 2, 1, at);
  return Buffer.concat([
    Buffer.from(head + objects.join(''), 'latin1'),
    packed,
    Buffer.from(`${behind}5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length ${rows.length} >>\nstream\n`),
    rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${table}\n%%EOF\n`),
  ]);
}
