/** Writes a ZIP as it is read: no more than a file's next piece is in memory. */
import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PacketDocument } from '../document.ts';
import { meetingJson, type Written, type ZipBilag } from './zip-entries.ts';

/** What gains nothing by being packed again. */
const PACKED = /\.(pdf|jpe?g|png|webp|heic|docx|xlsx|pptx|odt|ods|odp|zip)$/i;

export interface ZipGiven {
  edition: number;
  bilag: readonly ZipBilag[];
  /** The bytes of a bilag; asked for when its turn has come. */
  open(source: ZipBilag['source']): Promise<Readable>;
}

/**
 * The bilag in their order, and last `meeting.json`, which has the hash of each as it was written. The same document and files give
 * the same bytes, on every machine.
 * @returns the bytes of the ZIP; the stream fails when a file cannot be read
 */
export function writeZip(document: PacketDocument, { edition, bilag, open }: ZipGiven): Readable {
  const zip = new ZipFile();
  const [year = 1980, month = 1, date = 1] = document.day.split('-').map(Number);
  // A ZIP's time is a local one without a zone, made of the parts of this date: they are the same wherever it is written.
  const dated = { mtime: new Date(year, month - 1, date), mode: 0o100644, forceDosTimestamp: true };
  // A PassThrough, as yazl makes it.
  const output = zip.outputStream as Readable;
  const written = new Map<string, Written>();
  let reading: Readable | null = null;
  // Whoever goes away in the middle leaves no stream to the store open.
  output.on('close', () => reading?.destroy());
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { key, path, source } of bilag) {
    zip.addReadStreamLazy(path, { ...dated, compress: !PACKED.test(path) }, (give) => {
      open(source).then(
        (stream) => {
          reading = stream;
          stream.on('error', (error) => output.destroy(error));
          if (output.destroyed) stream.destroy();
          else give(null, stream.pipe(hashed((sha256) => written.set(key, { path, sha256 }))));
        },
        (error: Error) => output.destroy(error),
      );
    });
  }
  zip.addReadStreamLazy('meeting.json', { ...dated, compress: true }, (give) =>
    give(null, Readable.from([Buffer.from(meetingJson(document, edition, written))])),
  );
  zip.end();
  return output;
}

/** Hands bytes on and says their SHA-256 when all have passed. */
function hashed(say: (sha256: string) => void): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      done(null, piece);
    },
    flush(done) {
      say(hash.digest('hex'));
      done();
    },
  });
}
