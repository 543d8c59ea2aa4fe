/** Files over HTTP: brought to an item by who may write its text, and read by who may read the bilag. */
import { z } from 'zod';
import { amendItem } from '#src/commands/item/amend.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import type { App } from '#src/context.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import type { Bilag, ItemContent } from '#src/documents/item-content.ts';
import { isRefusal, notFound, Refusal } from '#src/errors.ts';
import { uploadedFor } from '#src/files/attach.ts';
import { cleanFileName } from '#src/files/file-name.ts';
import { isShownInViewer } from '#src/files/kinds.ts';
import { openLink } from '#src/links/open-link.ts';
import { mayOpenBilag } from '#src/policies/bilag-policies.ts';
import { isInside, maySaveDraft } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { versionContent } from '#src/queries/item.ts';
import { timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { answer, file as anyFile } from '../../answer.ts';
import { FILE } from '../../body.ts';
import { type Operation, operation } from '../../operation.ts';
import { BilagNumber, FileHash, OfItem, OfLink, Opaque, VersionNumber } from '../../path-params.ts';
import { type ItemCall, type ReadableItem, readableItem } from '../item/item-access.ts';
import { shownContent } from '../item/item-page.ts';
import { fileFacts } from '../item/item-text.ts';
import { linkDeps } from '../link/link-deps.ts';
import { linkReader } from '../link/link-page.ts';
import { showViewer } from '../viewer/show-viewer.ts';
import { assertMultipart } from './read-multipart.ts';
import { receiveFiles } from './receive-files.ts';
import { sendFile } from './send-file.ts';

/** Whoever may write the item's text in any of the ways may bring files for it. @throws Refusal `only-the-owner` (403) */
function assertMayBringFiles({ actor, target }: ReadableItem): void {
  const writes = [maySaveDraft, correctItem.policy, amendItem.policy].some((policy) => policy(actor, target).ok);
  if (!writes) authorize(maySaveDraft(actor, target));
}

const bilagAt = (content: ItemContent | null, seq: number): (Bilag & { file: NonNullable<Bilag['file']> }) | null => {
  const row = content?.bilag.find((each) => each.seq === seq);
  return row?.file === undefined ? null : { ...row, file: row.file };
};

/** What is no version's number is none that there is. */
const OfVersion = z.object({ version: VersionNumber.optional().catch(0) });

/** The text that the reader's page shows; an older version for those who may look at versions. */
async function contentFor(app: App, readable: ReadableItem, version?: number): Promise<ItemContent | null> {
  if (version === undefined) return (await shownContent(app, readable)).content;
  if (!isInside(readable.actor, readable.history.context)) return null;
  const { history, directory } = readable;
  const found = versionsOf(history, timelineOf(history, directory)).find(({ n }) => n === version);
  return found ? versionContent(history, found.hash) : null;
}

const bringFile = operation({
  method: 'post',
  path: ['/punkter/:id/filer', '/api/v1/items/:id/files'],
  access: 'session',
  summary: 'Brings a file for an attachment; it is checked at once, and named by what is wrong with it.',
  takes: FILE,
  schema: { params: OfItem },
  answers: answer('The file as the draft may name it.', FileRef, 201),
  async handler({ app, request, params }) {
    const readable = await readableItem({ app, request, params });
    assertMayBringFiles(readable);
    assertMultipart(request);
    const { files, problem } = await receiveFiles(app, request, {
      maxFiles: 1,
      owner: readable.history.id,
      by: readable.actor.person,
      bilag: true,
    });
    if (problem !== null) throw problem;
    const [file] = files;
    if (file === undefined) throw new Refusal('file-missing', 400);
    return file;
  },
});

/** The editor's own view of a file that was brought, before any saved text names it. */
const readBrought = operation({
  method: 'get',
  path: ['/punkter/:id/filer/:hash/:name', '/api/v1/items/:id/files/:hash/:name'],
  access: 'session',
  summary: 'A file that was brought, for who may write the text, before any text names it.',
  schema: { params: OfItem.extend({ hash: FileHash, name: Opaque }) },
  answers: anyFile('The file.', 'application/octet-stream'),
  async handler({ app, request, response, params }) {
    const { hash, name } = params;
    const readable = await readableItem({ app, request, params });
    assertMayBringFiles(readable);
    const file = await app.files.find(hash);
    const known = file ? await uploadedFor(app, readable.history.id, [{ ...file, hash }]) : null;
    if (!known?.has(hash)) throw notFound('file');
    await sendFile(app, request, response, { hash, name: cleanFileName(name) });
  },
});

/** What may not be known is answered as what does not exist. @throws Refusal `not-found` (404) */
async function openedBilag(call: ItemCall & { params: { seq: number } }, version?: number) {
  const readable = await readableItem(call);
  const content = await contentFor(call.app, readable, version);
  const bilag = bilagAt(content, call.params.seq);
  if (bilag === null || !mayOpenBilag(readable.actor, readable.target, bilag)) throw notFound('bilag');
  return bilag;
}

const readBilag = operation({
  method: 'get',
  path: ['/punkter/:id/bilag/:seq', '/api/v1/items/:id/bilag/:seq'],
  access: 'session',
  summary: 'An attachment, for whoever may open it.',
  schema: { params: OfItem.extend({ seq: BilagNumber }), query: OfVersion },
  answers: anyFile('The file.', 'application/octet-stream'),
  async handler({ app, request, response, params, query }) {
    const bilag = await openedBilag({ app, request, params }, query.version);
    await sendFile(app, request, response, bilag.file);
  },
});

const showBilag = operation({
  method: 'get',
  path: '/punkter/:id/bilag/:seq/vis',
  access: 'session',
  schema: { params: OfItem.extend({ seq: BilagNumber }), query: OfVersion },
  async handler({ app, request, response, params, query }) {
    const { version } = query;
    const { title, file, seq } = await openedBilag({ app, request, params }, version);
    const address = `/punkter/${params.id}/bilag/${seq}${version === undefined ? '' : `?version=${version}`}`;
    const isPdf = isShownInViewer(file.mime);
    await showViewer(response, {
      title: title || file.name,
      file: isPdf ? address : null,
      download: address,
      facts: fileFacts(file),
      back: { href: `/punkter/${params.id}${version === undefined ? '' : `/version/${version}`}`, text: 'Punktet' },
      ...(!isPdf && { problem: 'Filen kan ikke vises her. Hent den, og åbn den i et andet program.' }),
    });
  },
});

const readMailed = operation({
  method: 'get',
  path: ['/l/:token/bilag/:seq', '/api/v1/links/:token/bilag/:seq'],
  access: 'link',
  summary: 'An attachment of the version that was mailed.',
  schema: { params: OfLink.extend({ seq: BilagNumber }) },
  answers: anyFile('The file.', 'application/octet-stream'),
  async handler({ app, actor, request, response, params }) {
    const opened = await openLink(linkDeps(app), params.token).catch((error: unknown) => {
      if (isRefusal(error)) throw notFound('bilag');
      throw error;
    });
    const { mailed, reads, opensClosed } = await linkReader(app, opened, actor);
    const bilag = bilagAt(mailed, params.seq);
    if (bilag === null || !reads || (bilag.openness === 'closed' && !opensClosed)) throw notFound('bilag');
    await sendFile(app, request, response, bilag.file);
  },
});

export const fileOperations: readonly Operation[] = [bringFile, readBrought, readBilag, showBilag, readMailed];
