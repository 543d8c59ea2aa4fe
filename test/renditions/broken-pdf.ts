/** PDFs with something wrong about them, each in one way, made from a sound one. */
import { pdf } from '../files/make.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const sound = (): string => pdf('Bilag', 12).toString('latin1');
const withStart = (text: string, more: number) =>
  text.replace(/startxref\n(\d+)/, (_, at: string) => `startxref\n${Number(at) + more}`);

/** Every reader opens these, and nothing is missing. */
export const REPAIRABLE: Record<string, () => Buffer> = {
  'a line put in before the first object': () => latin1(sound().replace('%PDF-1.7\n', '%PDF-1.7\n%en linje\n')),
  'a table that is not where the end says': () => latin1(withStart(sound(), 7)),
  'line ends that a mail program has changed': () => latin1(sound().replaceAll('\n', '\r\n')),
  'a stream whose length is wrong': () => latin1(sound().replace(/\/Length (\d+)/, '/Length 7')),
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
  'a change at the end that is cut off': () =>
    Buffer.concat([pdf('Bilag', 12), latin1('5 0 obj\n<< /Length 4000 >>\nstream\nBT /F1 24 Tf 72 720 Td (Ændr')]),
};
