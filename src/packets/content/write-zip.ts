/** Writes a ZIP as it is read: no more than a file's next piece is in memory. */
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ZipEntry } from './zip-entries.ts';

/** What gains nothing by being packed again. */
const PACKED = /\.(pdf|jpe?g|png|webp|heic|docx|xlsx|pptx|odt|ods|odp|zip)$/i;

/**
 * The same entries and day give the same bytes, on every machine.
 * @param day the date that the files carry, `YYYY-MM-DD`
 * @param open the bytes of a stored file by its SHA-256; asked for when the entry's turn has come
 * @returns the bytes of the ZIP; the stream fails when a file cannot be read
 */
export function writeZip(
  entries: readonly ZipEntry[],
  day: string,
  open: (file: string) => Promise<Readable>,
): Readable {
  const zip = new ZipFile();
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  // A ZIP's time is a local one without a zone, made of the parts of this date: they are the same wherever it is written.
  const dated = { mtime: new Date(year, month - 1, date), mode: 0o100644, forceDosTimestamp: true };
  // A PassThrough, as yazl makes it.
  const output = zip.outputStream as Readable;
  let reading: Readable | null = null;
  // Whoever goes away in the middle leaves no stream to the store open.
  output.on('close', () => reading?.destroy());
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { path, content } of entries) {
    if ('text' in content) {
      zip.addBuffer(Buffer.from(content.text), path, { ...dated, compress: true });
      continue;
    }
    zip.addReadStreamLazy(path, { ...dated, compress: !PACKED.test(path) }, (give) => {
      open(content.file).then(
        (stream) => {
          reading = stream;
          stream.on('error', (error) => output.destroy(error));
          if (output.destroyed) stream.destroy();
          else give(null, stream);
        },
        (error: Error) => output.destroy(error),
      );
    });
  }
  zip.end();
  return output;
}
