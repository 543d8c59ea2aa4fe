/** Reads a ZIP by another program than the one that wrote it. */
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { fromBuffer, type ZipFile } from 'yauzl';

/** What is in a ZIP, as another program reads it. */
export async function unpack(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip: ZipFile = await promisify<Buffer, { lazyEntries: boolean; strictFileNames: boolean }, ZipFile>(fromBuffer)(
    bytes,
    {
      lazyEntries: true,
      strictFileNames: true,
    },
  );
  const read = promisify(zip.openReadStream.bind(zip));
  const found = new Map<string, Buffer>();
  const ended = Promise.withResolvers<void>();
  zip.on('entry', async (entry) => {
    found.set(entry.fileName, await buffer((await read(entry)) as Readable));
    zip.readEntry();
  });
  zip.on('end', () => ended.resolve());
  zip.on('error', ended.reject);
  zip.readEntry();
  await ended.promise;
  return found;
}
