/** What stands beside the PDF of an edition: the same as a web page, and a ZIP of its bilag. Made when somebody asks, as it is sent. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { notFound } from '#src/errors.ts';
import type { FileStore } from '#src/files/file-store.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import { textOfPages } from '#src/renditions/stored-text.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { bilagSources, statesOf } from './bilag-sources.ts';
import { type BilagText, packetHtml } from './content/html/packet-html.ts';
import { writeZip } from './content/write-zip.ts';
import { type ZipBilag, zipBilag } from './content/zip-entries.ts';
import { PacketDocument } from './document.ts';
import { createPdfThread, type PdfThread } from './pdf-thread.ts';

export interface EditionFilesDeps {
  collections: Pick<Collections, 'renditions'>;
  contents: Contents;
  files: FileStore;
}

/**
 * The edition as a web page. A text that has been read since the edition was built is in it; serve it with `PACKET_HTML_POLICY`.
 * @param foot what it says at its beginning and end, and on every page where it is printed; null for nothing
 * @returns UTF-8 @throws Refusal `not-found` (404) where the edition's document has been erased
 */
export async function editionHtml(deps: EditionFilesDeps, edition: Edition, foot: string | null): Promise<Readable> {
  const document = await documentOf(deps, edition);
  const sources = await bilagSources(deps, document);
  const made = new Map(sources.made.map((source) => [source.bilag.key, source]));
  const originals = sources.made.map(({ original }) => original);
  const previews = await renditionsOf(deps, 'preview', originals);
  const textOf = async (key: string): Promise<BilagText | null> => {
    const { original = '', language = null } = made.get(key) ?? {};
    const pages = await textOfPages(deps, previews.get(original)?.text ?? null);
    return pages && { pages, language };
  };
  return Readable.from(packetHtml(document, { edition: edition.edition, bilag: statesOf(sources), foot, textOf }));
}

/** The edition's bilag and `meeting.json`. @returns the bytes of a ZIP @throws Refusal `not-found` (404) as `editionHtml` */
export async function editionZip(deps: EditionFilesDeps, edition: Edition): Promise<Readable> {
  const document = await documentOf(deps, edition);
  const { made } = await bilagSources(deps, document);
  const bilag = zipBilag(document, new Map(made.map(({ bilag: { key }, fragment }) => [key, fragment])));
  const thread = createPdfThread();
  const open = (source: ZipBilag['source']) =>
    'file' in source ? stored(deps, source.file) : pdfFrom(deps, thread, source.fragment);
  // Also where its reader goes away in the middle.
  return writeZip(document, { edition: edition.edition, bilag, open }).on('close', () => void thread.close());
}

async function documentOf({ contents }: EditionFilesDeps, { document }: Edition): Promise<PacketDocument> {
  const parsed = PacketDocument.safeParse(await contents.read(document));
  if (!parsed.success) throw notFound('page');
  return parsed.data;
}

async function stored({ files }: EditionFilesDeps, hash: string): Promise<Readable> {
  const row = await files.find(hash);
  if (row === null) throw notFound('file');
  return files.open(row);
}

/** What of the file is seen in a packet, as a PDF of its own. The files that it takes are gone when it has been read. */
async function pdfFrom(deps: EditionFilesDeps, thread: PdfThread, fragment: string): Promise<Readable> {
  const folder = await mkdtemp(join(tmpdir(), `sagsgang-zip-${process.pid}-`));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const [from, to] = [join(folder, 'fragment'), join(folder, 'clean.pdf')];
    await pipeline(await stored(deps, fragment), createWriteStream(from));
    await thread.write(from, to);
    return createReadStream(to).on('close', () => void remove());
  } catch (error) {
    await remove();
    throw error;
  }
}
