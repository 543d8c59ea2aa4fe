/** What has been made of a bilag, for whoever may open it; and of a file that was brought, for who may write the text. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { cleanFileName, stemOf } from '#src/files/file-name.ts';
import { BilagRendition } from '#src/queries/bilag-renditions.ts';
import { BroughtRendition } from '#src/queries/text-reading.ts';
import { renditionsOf } from '#src/renditions/rendition-rows.ts';
import { answer, file as anyFile } from '../../answer.ts';
import { type Operation, operation } from '../../operation.ts';
import { BilagNumber, FileHash, OfItem } from '../../path-params.ts';
import { renderFragment } from '../../render.ts';
import { broughtFile, OfVersion, readableBilag } from './bilag-access.ts';
import { broughtRendition as renditionOfBrought } from './read-text.ts';
import { renditionsFor, renditionView } from './rendition-view.ts';
import { sendFile } from './send-file.ts';

const OfBrought = OfItem.extend({ hash: FileHash });
const OfBilag = OfItem.extend({ seq: BilagNumber });

/** Whoever has brought a file knows its name before any text does: it is said in the sentence about a failure. */
const Called = z.object({ name: z.string().default('filen') });

/** As JSON, or as the part of a page that shows it. */
function answerRendition(
  request: Request,
  response: Response,
  rendition: BilagRendition | BroughtRendition,
  hash: string,
): unknown {
  if (request.path.startsWith('/api/') || request.accepts(['json', 'html']) !== 'html') return rendition;
  const { search } = new URL(request.originalUrl, 'http://localhost');
  return renderFragment(response, 'bilag-rendition', {
    ...renditionView({ path: request.path, query: search }, rendition, hash),
  });
}

/** @throws Refusal `not-found` (404) while there is none */
async function sendPreview(
  app: App,
  request: Request,
  response: Response,
  { hash, isClosed }: { hash: string; isClosed: boolean },
  which: { part: 'picture' | 'text'; name: string },
): Promise<void> {
  const made = (await renditionsOf(app, 'preview', [hash])).get(hash)?.[which.part];
  if (!made) throw notFound('file');
  await sendFile(app, request, response, { hash: made, name: which.name, isClosed });
}
/** The stored PDF that was made of a file; null while there is none. */
export const pdfOf = async (app: App, hash: string): Promise<string | null> =>
  (await renditionsOf(app, 'prepare', [hash])).get(hash)?.pdf ?? null;

const PICTURE = { part: 'picture', name: 'side-1.jpg' } as const;
const TEXT = { part: 'text', name: 'tekst.json' } as const;

const broughtRendition = operation({
  method: 'get',
  path: ['/punkter/:id/gengivelser/:hash', '/api/v1/items/:id/renditions/:hash'],
  access: 'session',
  summary: 'How far a file that was brought has been made ready, for who may write the text.',
  schema: { params: OfBrought, query: Called },
  answers: answer('What is known of the file, and whether a machine can read its text.', BroughtRendition),
  async handler({ app, request, response, params, query }) {
    const hash = await broughtFile({ app, request, params });
    const rendition = await renditionOfBrought(app, params.id, { hash, name: cleanFileName(query.name) });
    return answerRendition(request, response, rendition, hash);
  },
});

const broughtPicture = operation({
  method: 'get',
  path: ['/punkter/:id/gengivelser/:hash/billede', '/api/v1/items/:id/renditions/:hash/picture'],
  access: 'session',
  summary: 'The first page of a file that was brought, as a picture.',
  schema: { params: OfBrought },
  answers: anyFile('The picture.', 'image/jpeg'),
  handler: async ({ app, request, response, params }) =>
    sendPreview(app, request, response, { hash: await broughtFile({ app, request, params }), isClosed: true }, PICTURE),
});

const bilagRendition = operation({
  method: 'get',
  path: ['/punkter/:id/bilag/:seq/gengivelse', '/api/v1/items/:id/bilag/:seq/rendition'],
  access: 'session',
  summary: 'How far an attachment has been made ready for packets, and what is known of it.',
  schema: { params: OfBilag, query: OfVersion },
  answers: answer('What is known of the attachment.', BilagRendition),
  async handler({ app, request, response, params, query }) {
    const { file } = await readableBilag({ app, request, params }, query.version);
    const rendition = (await renditionsFor(app, [file])).get(file.hash);
    if (rendition === undefined) throw notFound('file');
    return answerRendition(request, response, rendition, file.hash);
  },
});

const bilagPicture = operation({
  method: 'get',
  path: ['/punkter/:id/bilag/:seq/gengivelse/billede', '/api/v1/items/:id/bilag/:seq/picture'],
  access: 'session',
  summary: 'The first page of an attachment as a picture.',
  schema: { params: OfBilag, query: OfVersion },
  answers: anyFile('The picture.', 'image/jpeg'),
  async handler({ app, request, response, params, query }) {
    const { file, isClosed } = await readableBilag({ app, request, params }, query.version);
    await sendPreview(app, request, response, { hash: file.hash, isClosed }, PICTURE);
  },
});

const bilagPdf = operation({
  method: 'get',
  path: ['/punkter/:id/bilag/:seq/gengivelse/fil.pdf', '/api/v1/items/:id/bilag/:seq/rendition.pdf'],
  access: 'session',
  summary: 'An attachment as a PDF, once it has been made into one.',
  schema: { params: OfBilag, query: OfVersion },
  answers: anyFile('The PDF.', 'application/pdf'),
  async handler({ app, request, response, params, query }) {
    const { file, isClosed } = await readableBilag({ app, request, params }, query.version);
    const pdf = await pdfOf(app, file.hash);
    if (pdf === null) throw notFound('file');
    await sendFile(app, request, response, { hash: pdf, name: `${stemOf(file.name)}.pdf`, isClosed });
  },
});

const bilagText = operation({
  method: 'get',
  path: '/api/v1/items/:id/bilag/:seq/text',
  access: 'session',
  summary: 'The text of each page of an attachment.',
  schema: { params: OfBilag, query: OfVersion },
  answers: anyFile('The pages’ texts in their order, and whether they were cut short.', 'application/json'),
  async handler({ app, request, response, params, query }) {
    const { file, isClosed } = await readableBilag({ app, request, params }, query.version);
    await sendPreview(app, request, response, { hash: file.hash, isClosed }, TEXT);
  },
});

export const renditionOperations: readonly Operation[] = [
  broughtRendition,
  broughtPicture,
  bilagRendition,
  bilagPicture,
  bilagPdf,
  bilagText,
];
