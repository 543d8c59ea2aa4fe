/** PDFs with something wrong about them, each in one way, made from a sound one. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pdf } from '../files/make.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const sound = (): string => pdf('Bilag', 12).toString('latin1');
const withStart = (text: string, more: number) =>
  text.replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${Number(at) + more}`);

/** As qpdf writes it: by default its table is a stream, and most objects are in streams. */
function written(...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'sagsgang-broken-'));
  try {
    writeFileSync(join(folder, 'in.pdf'), pdf('Bilag', 12));
    const all = ['--object-streams=generate', ...options, 'in.pdf', 'out.pdf'];
    execFileSync('qpdf', all, { cwd: folder });
    return readFileSync(join(folder, 'out.pdf'), 'latin1');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const packed = (): string => written();
/** The packed table itself, from its first byte. */
const inTable = (text: string): number => text.indexOf('stream\n', text.lastIndexOf('/Type /XRef')) + 7;
/** A stream with the words of a page, under another number. */
const withoutWords = (text: string): string => text.replace(/(\n)(\d+) 0 obj(?=\n<< \/Length)/, '$1$2 9 obj');

/** Every reader opens these, and nothing is missing. */
export const REPAIRABLE: Record<string, () => Buffer> = {
  'a line put in before the first object': () => latin1(sound().replace('%PDF-1.7\n', '%PDF-1.7\n%en linje\n')),
  'a table that is not where the end says': () => latin1(withStart(sound(), 7)),
  'line ends that a mail program has changed': () => latin1(sound().replaceAll('\n', '\r\n')),
  'a stream whose length is wrong': () => latin1(sound().replace(/\/Length (\d+)/, '/Length 7')),
  'a line put in before the first object, and a packed table': () =>
    latin1(packed().replace(/^(.*\n)/, '$1%en linje\n')),
  'a packed table that is not where the end says': () => latin1(withStart(packed(), 7)),
  'a packed table of which the end says nothing': () => latin1(packed().replace('startxref', 'startxref is lost')),
  'a packed table that is cut off behind': () => latin1(packed().slice(0, -20)),
  'a packed table that cannot be unpacked': () => {
    const text = packed();
    return latin1(`${text.slice(0, inTable(text) + 4)}\0\0\0\0${text.slice(inTable(text) + 8)}`);
  },
  'a packed table whose columns are said wrongly': () => latin1(packed().replace(/\/W \[ 1 2 1 \]/, '/W [ 1 1 1 ]')),
  'something in front of the header, and a packed table that is elsewhere': () =>
    latin1(`Fra scanneren\n${withStart(packed(), 3)}`),
  'a linearized file with a line put in, and packed tables': () =>
    latin1(written('--linearize').replace(/^(.*\n)/, '$1%en linje\n')),
};

/** Something is missing in these, and some readers open them all the same. */
export const DAMAGED: Record<string, () => Buffer> = {
  'a file cut in the middle': () => latin1(sound().slice(0, sound().length / 2)),
  'a file cut within a stream': () => latin1(sound().slice(0, sound().indexOf('Bilag 9'))),
  'a file cut in its table': () => latin1(sound().slice(0, sound().indexOf('xref') + 100)),
  'a file cut in its trailer': () => latin1(sound().slice(0, -40)),
  'a page that is not there': () => latin1(sound().replace('6 0 obj', '6 9 obj')),
  'the words of a page that are not there': () => latin1(sound().replace('7 0 obj', '7 9 obj')),
  'a page that is not there, and a table that is elsewhere': () =>
    latin1(withStart(sound().replace('6 0 obj', '6 9 obj'), 7)),
  'words that are not there, and a table that is elsewhere': () =>
    latin1(withStart(sound().replace('7 0 obj', '7 9 obj'), 7)),
  'words that are not there, and a packed table that is elsewhere': () => latin1(withStart(withoutWords(packed()), 7)),
  'a packed file cut before its table': () => latin1(packed().slice(0, packed().lastIndexOf('/Type /XRef') - 20)),
  'a packed file cut within its table': () => latin1(packed().slice(0, inTable(packed()) + 9)),
  'a packed file whose objects cannot be unpacked': () => {
    const text = withStart(packed(), 7);
    const at = text.indexOf('stream\n', text.indexOf('/Type /ObjStm')) + 7;
    return latin1(`${text.slice(0, at + 4)}\0\0\0\0${text.slice(at + 8)}`);
  },
  'a linearized file cut in the middle': () => latin1(written('--linearize').slice(0, 2_000)),
  'a change at the end that is cut off': () =>
    Buffer.concat([pdf('Bilag', 12), latin1('5 0 obj\n<< /Length 4000 >>\nstream\nBT /F1 24 Tf 72 720 Td (Ændr')]),
};
