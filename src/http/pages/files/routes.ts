/** Files over HTTP: brought to an item by who may write its text, and read by who may read the bilag. */
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import { isRefusal, notFound, Refusal } from '#src/errors.ts';
import { cleanFileName } from '#src/files/file-name.ts';
import { isShownInViewer } from '#src/files/kinds.ts';
import { openLink } from '#src/links/open-link.ts';
import { answer, file as anyFile } from '../../answer.ts';
import { FILE } from '../../body.ts';
import { type Operation, operation } from '../../operation.ts';
import { BilagNumber, FileHash, OfItem, OfLink, Opaque } from '../../path-params.ts';
import { readableItem } from '../item/item-access.ts';
import { fileFacts } from '../item/item-text.ts';
import { linkDeps } from '../link/link-deps.ts';
import { linkReader } from '../link/link-page.ts';
import { CANNOT_SHOW, showFile } from '../viewer/show-file.ts';
import { showViewer } from '../viewer/show-viewer.ts';
import {
  assertMayBringFiles,
  bilagAt,
  broughtFile,
  isClosedBilag,
  OfVersion,
  type ReadableBilag,
  readableBilag,
} from './bilag-access.ts';
import { attachCopy } from './copy-routes.ts';
import { partialUploadOperations } from './partial-routes.ts';
import { assertMultipart } from './read-multipart.ts';
import { readTextOperations } from './read-text-routes.ts';
import { receiveFiles } from './receive-files.ts';
import { pdfOf, renditionOperations } from './rendition-routes.ts';
import { sendFile } from './send-file.ts';

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
    const hash = await broughtFile({ app, request, params });
    // What is being written is nobody else's yet.
    await sendFile(app, request, response, { hash, name: cleanFileName(params.name), isClosed: true });
  },
});

const readBilag = operation({
  method: 'get',
  path: ['/punkter/:id/bilag/:seq', '/api/v1/items/:id/bilag/:seq'],
  access: 'session',
  summary: 'An attachment, for whoever may open it.',
  schema: { params: OfItem.extend({ seq: BilagNumber }), query: OfVersion },
  answers: anyFile('The file.', 'application/octet-stream'),
  async handler({ app, request, response, params, query }) {
    const { file, isClosed } = await readableBilag({ app, request, params }, query.version);
    await sendFile(app, request, response, { ...file, isClosed });
  },
});

const showBilag = operation({
  method: 'get',
  path: '/punkter/:id/bilag/:seq/vis',
  access: 'session',
  schema: { params: OfItem.extend({ seq: BilagNumber }), query: OfVersion },
  async handler({ app, request, response, params, query }) {
    const { version } = query;
    const { title, file, seq } = await readableBilag({ app, request, params }, version);
    const address = `/punkter/${params.id}/bilag/${seq}${version === undefined ? '' : `?version=${version}`}`;
    const asPdf = isShownInViewer(file.mime) ? address : (await pdfOf(app, file.hash)) && madeOf(params, version);
    await showViewer(response, {
      title: title || file.name,
      file: asPdf,
      download: address,
      facts: fileFacts(file),
      back: { href: `/punkter/${params.id}${version === undefined ? '' : `/version/${version}`}`, text: 'Punktet' },
      ...(asPdf === null && { problem: CANNOT_SHOW }),
    });
  },
});

/** Where the PDF is that was made of a bilag. */
const madeOf = ({ id, seq }: { id: string; seq: number }, version: number | undefined): string =>
  `/punkter/${id}/bilag/${seq}/gengivelse/fil.pdf${version === undefined ? '' : `?version=${version}`}`;

/** @throws Refusal `not-found` (404) for what is not there, or not for this reader */
async function mailedBilag({ app, actor, params }: MailedCall): Promise<ReadableBilag> {
  const opened = await openLink(linkDeps(app), params.token).catch((error: unknown) => {
    if (isRefusal(error)) throw notFound('bilag');
    throw error;
  });
  const { mailed, reads, opensClosed } = await linkReader(app, opened, actor);
  const bilag = bilagAt(mailed, params.seq);
  if (bilag === null || !reads || (bilag.openness === 'closed' && !opensClosed)) throw notFound('bilag');
  return { ...bilag, isClosed: isClosedBilag(bilag, mailed?.openness, opened.head.context.openness) };
}

interface MailedCall {
  app: App;
  actor: Actor | null;
  params: { token: string; seq: number };
}

const OfMailed = OfLink.extend({ seq: BilagNumber });

const readMailed = operation({
  method: 'get',
  path: ['/l/:token/bilag/:seq', '/api/v1/links/:token/bilag/:seq'],
  access: 'link',
  summary: 'An attachment of the version that was mailed.',
  schema: { params: OfMailed },
  answers: anyFile('The file.', 'application/octet-stream'),
  async handler(call) {
    const { file, isClosed } = await mailedBilag(call);
    await sendFile(call.app, call.request, call.response, { ...file, isClosed });
  },
});

const showMailed = operation({
  method: 'get',
  path: '/l/:token/bilag/:seq/vis',
  access: 'link',
  schema: { params: OfMailed },
  async handler(call) {
    const { file, title, seq } = await mailedBilag(call);
    const here = `/l/${call.params.token}`;
    await showFile(call.response, file, `${here}/bilag/${seq}`, { href: here, text: 'Punktet' }, title || file.name);
  },
});

export const fileOperations: readonly Operation[] = [
  bringFile,
  ...partialUploadOperations,
  attachCopy,
  readBrought,
  readBilag,
  showBilag,
  readMailed,
  showMailed,
  ...renditionOperations,
  ...readTextOperations,
];
