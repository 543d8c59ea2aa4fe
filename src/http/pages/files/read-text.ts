/** Has a machine read the text of a file that was brought, and gives the file that comes of it to the item. */
import type { App } from '#src/context.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import { noteUpload } from '#src/files/attach.ts';
import { cleanFileName, stemOf } from '#src/files/file-name.ts';
import type { NamedFile } from '#src/queries/bilag-renditions.ts';
import { type BroughtRendition, withReadings } from '#src/queries/text-reading.ts';
import { packetJob } from '#src/queue/packet.ts';
import { renditionId, renditionsOf, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { requestRenditions } from '#src/renditions/request.ts';
import { wantAgain, workRows } from '#src/store/work.ts';
import { word } from '#src/words/words.ts';
import { renditionsFor } from './rendition-view.ts';

/** The item, and who writes its text. */
interface Whom {
  owner: string;
  by: string;
}

/** @throws Refusal `not-found` (404) */
export async function broughtRendition(app: App, owner: string, file: NamedFile): Promise<BroughtRendition> {
  const found = (await withReadings(app, owner, [file], await renditionsFor(app, [file]))).get(file.hash);
  if (found === undefined) throw notFound('file');
  return found;
}

/**
 * Asks for it; asked for twice it is read once.
 * @param file one that was brought for the item
 * @throws Refusal `ocr-not-needed`, `ocr-not-installed` (409)
 */
export async function askForText(app: App, { owner }: Whom, file: NamedFile): Promise<void> {
  const { reading } = await broughtRendition(app, owner, file);
  if (reading === null || reading.state === 'replaced') throw notAllowedNow('ocr-not-needed');
  if (reading.state === 'not-installed') throw notAllowedNow('ocr-not-installed');
  const id = renditionId('ocr', file.hash);
  await wantRenditions(app, 'ocr', [file.hash]);
  await wantAgain(workRows(app.collections.renditions), id);
  // Where Redis does not answer, reconcile or the worker's own timer finds the row.
  await app.queues.ensure([packetJob('ocr', id)]).catch(() => undefined);
}

/**
 * @param file one that was brought for the item
 * @returns the new file, which the item's text may name from now on
 * @throws Refusal `ocr-not-done` (409)
 */
export async function fileWithText(app: App, { owner, by }: Whom, { hash, name }: NamedFile): Promise<FileRef> {
  const read = (await renditionsOf(app, 'ocr', [hash])).get(hash)?.pdf;
  const [source, made] = await Promise.all([app.files.find(hash), read ? app.files.find(read) : null]);
  if (source === null || made === null) throw notAllowedNow('ocr-not-done');
  const madeFrom = { hash, name, size: source.size, mime: source.mime };
  await noteUpload(app, { hash: made._id, owner, by, at: new Date(), madeFrom });
  await requestRenditions(app, [made._id]);
  const called = cleanFileName(word('textReading', 'named').replace('{name}', stemOf(name)));
  return { hash: made._id, name: called, size: made.size, mime: made.mime };
}
