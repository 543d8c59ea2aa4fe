/** How a "no" is answered: problem+json (RFC 9457) for programs, a Danish page for people; both name the rule and who can lift it. */
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { isRefusal, notFound, Refusal } from '#src/errors.ts';
import { isOutOfSpace } from '#src/store/out-of-space.ts';
import { isStoreUnavailable } from '#src/store/unavailable.ts';
import { sentenceOf, word } from '#src/words/words.ts';
import { requestIdOf } from './log-requests.ts';
import { refusalsCounted } from './metrics.ts';
import { refusedStatus } from './refused-status.ts';
import { renderPage } from './render.ts';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  [detail: string]: unknown;
}

/** @returns the problem's JSON: title = why, detail = why and who can change it, and the refusal's safe details */
function problemOf({ code, status, details }: Refusal): Problem {
  const { text, lift } = sentenceOf(code, details);
  return { ...details, type: `urn:sagsgang:rule:${code}`, title: text, status, detail: `${text} ${lift}`, code };
}

/** Whether the client wants JSON: it calls the API, sends JSON, or prefers it to HTML. */
const wantsJson = (request: Request): boolean =>
  request.path.startsWith('/api/') || request.is('json') === 'json' || request.accepts(['html', 'json']) === 'json';

const BODY_ERRORS: Record<string, [code: string, status: number]> = {
  'entity.too.large': ['body-too-large', 413],
  'parameters.too.many': ['body-too-large', 413],
  'entity.parse.failed': ['bad-input', 400],
  'encoding.unsupported': ['bad-input', 415],
  'charset.unsupported': ['bad-input', 415],
  'request.aborted': ['bad-input', 400],
  'request.size.invalid': ['bad-input', 400],
};

/** Whatever was thrown, as a refusal; what nobody foresaw becomes `unexpected` (500) with its cause kept for the log. */
export function refusalOf(error: unknown): Refusal {
  if (isRefusal(error)) return error;
  if (typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string') {
    const known = BODY_ERRORS[error.type];
    if (known) return new Refusal(known[0], known[1], {}, error);
  }
  // What the parsers of bodies throw besides: a compressed body that is not what it says, for one.
  if (isClientError(error)) return new Refusal('bad-input', error.status, {}, error);
  if (error instanceof URIError) return new Refusal('bad-input', 400, {}, error);
  if (isOutOfSpace(error)) return new Refusal('no-room', 507, {}, error);
  if (isStoreUnavailable(error)) return new Refusal('store-unavailable', 503, {}, error);
  return new Refusal('unexpected', 500, {}, error);
}

const isClientError = (error: unknown): error is { status: number } =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  Number(error.status) >= 400 &&
  Number(error.status) < 500;

const TITLES: Readonly<Record<number, string>> = { 403: 'Det har du ikke adgang til', 404: 'Siden findes ikke' };

export const unknownAddress: RequestHandler = () => {
  throw notFound('page');
};

/** The last middleware. A person who is not signed in and only reads is sent to the sign-in page and back. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const refusal = refusalOf(error);
    // Too late for another reply: whoever reads this one is shown that it is not whole.
    if (response.headersSent) {
      log.error({ err: error, request: requestIdOf(request), rule: refusal.code }, 'a reply was broken off');
      return void request.socket.destroy();
    }
    refusalsCounted.inc({ rule: refusal.code });
    if (refusal.status >= 500) {
      const about = { request: requestIdOf(request), rule: refusal.code };
      log.error({ err: refusal.cause ?? refusal, ...about }, 'request failed');
    }
    const problem = problemOf(refusal);
    response.set('Cache-Control', 'no-store');
    refusedStatus(response, refusal);
    if (wantsJson(request)) return void response.type('application/problem+json').send(JSON.stringify(problem));
    if (refusal.code === 'sign-in-needed' && request.method === 'GET') {
      return void response.redirect(303, `/log-ind?videre=${encodeURIComponent(request.originalUrl)}`);
    }
    // A part of a page that htmx asked for: the whole content takes its place.
    if (request.get('hx-request') !== undefined) {
      response.set({ 'HX-Retarget': '#main-content', 'HX-Reselect': '#main-content', 'HX-Reswap': 'outerHTML' });
    }
    const { text, lift } = sentenceOf(refusal.code, refusal.details);
    renderPage(response, 'problem', {
      title: TITLES[problem.status] ?? 'Det kunne ikke lade sig gøre',
      text,
      lift,
      // Its name helps whoever is asked for help; these say all there is to know.
      code: TITLES[problem.status] === undefined ? refusal.code : '',
      issues: issuesOf(refusal),
      back: backFrom(request),
    });
  };
}

/** The fields that are wrong, by their Danish names; the place in a list is left out. */
function issuesOf({ details }: Refusal): string[] {
  const { issues } = details;
  if (!Array.isArray(issues)) return [];
  const names = issues
    .flatMap(({ path }: { path?: unknown[] }) => path?.findLast((step) => typeof step === 'string') ?? [])
    .map((name) => word('fields', String(name)));
  return [...new Set(names)].slice(0, 20);
}

/** The page whose form was refused: `/moeder/<id>/fastfrys` belongs to `/moeder/<id>`. */
function backFrom(request: Request): string {
  const [place, id] = request.path.split('/').filter((part) => part !== '');
  const known = place === 'moeder' || place === 'punkter' || place === 'l';
  if (request.method === 'GET' || !known) return '/';
  return id === undefined ? `/${place}` : `/${place}/${id}`;
}
