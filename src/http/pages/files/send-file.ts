/** Sends a stored file so that nothing in it can act as a page of ours. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { App } from '#src/context.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { notFound } from '#src/errors.ts';
import { contentDisposition } from '#src/files/file-name.ts';
import { isShownInline } from '#src/files/kinds.ts';

const POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** Chromium's reader of PDF files does not start in a sandbox: only a PDF that was made here goes without. */
const policyFor = (isTrusted: boolean) => (isTrusted ? POLICY : `${POLICY}; sandbox`);

/** What is sent, wherever it lies. */
export interface Sendable {
  /** What its reader calls it. */
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
  /** Names these bytes and no others. */
  tag: string;
  /** Whether anything in it is closed: then the browser keeps no copy. */
  isClosed: boolean;
  /**
   * A PDF that the service has made: printed, or put together from pages whose actions were taken out. A stranger's is saved, and shown
   * by the page with the viewer alone, where none of its scripts run.
   */
  isMadeHere?: boolean;
  /** @param range inclusive; all of it where left out */
  open(range?: { start: number; end: number }): Readable;
}

/**
 * Whoever calls has judged that the reader may have it. What kind of file it is follows from the store, never from the text that
 * names it. One range of bytes is served; `If-None-Match` is answered.
 * @throws Refusal `not-found` (404) when nothing is stored under the hash
 */
export async function sendFile(
  app: Pick<App, 'files' | 'log'>,
  request: Request,
  response: Response,
  { hash, name, ...judged }: Pick<FileRef, 'hash' | 'name'> & Pick<Sendable, 'isClosed' | 'isMadeHere'>,
): Promise<void> {
  const file = await app.files.find(hash);
  if (file === null) throw notFound('file');
  const { mime, size } = file;
  await sendBytes(app, request, response, {
    name,
    mime,
    size,
    tag: hash,
    ...judged,
    open: (range) => app.files.open(file, range),
  });
}

/** As `sendFile`, for what its caller has found. */
export async function sendBytes(
  app: Pick<App, 'log'>,
  request: Request,
  response: Response,
  { name, mime, size, tag, isClosed, isMadeHere = false, open }: Sendable,
): Promise<void> {
  const etag = `"${tag}"`;
  const isPdf = mime === 'application/pdf';
  const inline = isShownInline(mime) && (isMadeHere || !isPdf);
  response.set({
    'Content-Type': mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime,
    'Content-Disposition': contentDisposition(inline ? 'inline' : 'attachment', name),
    'Content-Security-Policy': policyFor(isPdf && isMadeHere),
    'X-Content-Type-Options': 'nosniff',
    // What is open the browser may keep, and must ask each time whether its reader still may see it.
    'Cache-Control': isClosed ? 'private, no-store' : 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  });
  if (request.get('if-none-match') === etag) return void response.status(304).end();
  const range =
    request.get('if-range') === undefined || request.get('if-range') === etag ? rangeOf(request, size) : null;
  if (range === 'unsatisfiable') {
    return void response.status(416).set('Content-Range', `bytes */${size}`).end();
  }
  const length = range ? range.end - range.start + 1 : size;
  response.set('Content-Length', String(length));
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  if (request.method === 'HEAD') return void response.end();
  try {
    await pipeline(open(range ?? undefined), response);
  } catch (error) {
    // The headers are out: all that can be done is to break off. A reader who goes away is no news.
    app.log.debug({ err: error }, 'a file was not sent to its end');
    response.destroy();
  }
}

function rangeOf(request: Request, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const ranges = request.range(size);
  if (ranges === undefined || ranges === -2) return null;
  if (ranges === -1) return 'unsatisfiable';
  const [first] = ranges;
  return ranges.type === 'bytes' && ranges.length === 1 && first ? { start: first.start, end: first.end } : null;
}
