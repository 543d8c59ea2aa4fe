/** Writes an office file anew: its parts as they are, changed, or left out. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { isOverRatio } from '#src/files/zip-limits.ts';
import { RenditionFailed } from '../../note.ts';
import { OFFICE_LIMITS, tooLarge } from './limits.ts';

/** An office file that has been opened. */
export interface Package {
  /** The names of its parts, in the order of the file. */
  names: string[];
  has(name: string): boolean;
  /** @throws RenditionFailed `office-too-large` where it is larger than XML may be, `office-broken` */
  read(name: string): Promise<Buffer>;
  /**
   * Writes it anew, unpacked: the next program reads it once.
   * @param change for a part: null leaves it out, bytes take its place, and undefined leaves it as it is
   */
  write(to: string, change: (name: string) => Promise<Buffer | null | undefined>): Promise<void>;
}

/**
 * Opens an office file for a job, and closes it.
 * @throws RenditionFailed `office-broken`, `office-too-large`
 */
export async function withPackage<T>(path: string, job: (parts: Package) => Promise<T>): Promise<T> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch(broken);
  try {
    return await job(await packageOf(zip));
  } finally {
    zip.close();
  }
}

const broken = (error: unknown): never => {
  if (error instanceof RenditionFailed) throw error;
  throw new RenditionFailed('office-broken', {}, error);
};

async function packageOf(zip: ZipFile): Promise<Package> {
  if (zip.entryCount > OFFICE_LIMITS.parts) tooLarge('parts');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      unpacked += entry.uncompressedSize;
      if (unpacked > OFFICE_LIMITS.unpacked) tooLarge('unpacked');
      if (isOverRatio(entry)) tooLarge('ratio');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    broken(error);
  }
  const entryOf = (name: string): Entry => entries.get(name) ?? broken(new Error(`no part ${name}`));
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async read(name) {
      const entry = entryOf(name);
      if (entry.uncompressedSize > OFFICE_LIMITS.xml) tooLarge('xml');
      return read(zip, entry).catch(broken);
    },
    write: (to, change) => write(zip, entries, to, change),
  };
}

async function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  // yauzl stops where more comes than the entry says.
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part);
  return Buffer.concat(parts);
}

async function write(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  to: string,
  change: (name: string) => Promise<Buffer | null | undefined>,
): Promise<void> {
  const writer = new ZipWriter();
  const file = createWriteStream(to);
  const options = { compress: false, mtime: new Date(0) };
  writer.outputStream.pipe(file);
  try {
    for (const [name, entry] of entries) {
      const changed = await change(name);
      if (changed === null) continue;
      if (changed !== undefined) writer.addBuffer(changed, name, options);
      else
        writer.addReadStreamLazy(name, options, (give) => {
          zip.openReadStream(entry, give);
        });
    }
    writer.end();
    await Promise.race([
      finished(file),
      new Promise((_, reject) => {
        writer.on('error', reject);
      }),
    ]);
  } catch (error) {
    file.destroy();
    broken(error);
  }
}
