import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isMailId, type Mailbox } from './mailbox.ts';
import { htmlOfMail, listPage, mailPage, notFoundPage } from './pages.ts';
import { type Behaviour, behaviour } from './smtp.ts';

/** Mails hold sign-in codes: a page elsewhere that points its own name at this port must not read them. */
const hostIsLocal = (request: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'";
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'self'; form-action 'none'";

const send = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  policy = PAGE_POLICY,
): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end(body);
};
const html = (response: ServerResponse, body: string, status = 200): void =>
  send(response, status, 'text/html; charset=utf-8', body);
const json = (response: ServerResponse, body: unknown, status = 200): void =>
  send(response, status, 'application/json', `${JSON.stringify(body)}\n`);

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};

const showMail = async (mailbox: Mailbox, id: string, as: string, response: ServerResponse): Promise<void> => {
  const mail = isMailId(id) ? await mailbox.read(id) : null;
  if (mail === null) return html(response, notFoundPage(), 404);
  if (as === '') return html(response, mailPage(mail));
  if (as === 'html') return send(response, 200, 'text/html; charset=utf-8', htmlOfMail(mail), MAIL_POLICY);
  if (as === 'raw') return send(response, 200, 'message/rfc822', (await mailbox.raw(id)) ?? '');
  return html(response, notFoundPage(), 404);
};

/**
 * The catcher's pages and API:
 * `GET /` list (`?to=` one recipient), `GET /mails/ID`, `/mails/ID/html`, `/mails/ID/raw`;
 * `GET /api/mails` summaries newest first (`?to=`), `GET /api/mails/ID` whole, `DELETE /api/mails`;
 * `PUT /api/behaviour` `{answer: accept|transient|permanent|drop|hang|late, times}`.
 */
const route = async (
  mailbox: Mailbox,
  behave: (next: Behaviour) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!hostIsLocal(request)) return json(response, { error: 'only for this machine' }, 403);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const to = url.searchParams.get('to');
  const wanted = mailbox.list().filter((mail) => to === null || mail.envelope.to.includes(to));
  const [, first = '', second = '', third = ''] = url.pathname.split('/');
  const asked = `${request.method} ${first === 'api' ? `/api/${second}` : `/${first}`}`;
  if (asked === 'GET /') return html(response, listPage(wanted, to));
  if (asked === 'GET /mails') return showMail(mailbox, second, third, response);
  if (asked === 'GET /api/mails' && third === '') return json(response, wanted);
  if (asked === 'GET /api/mails') {
    const mail = isMailId(third) ? await mailbox.read(third) : null;
    return mail === null ? json(response, { error: 'not found' }, 404) : json(response, mail);
  }
  if (asked === 'DELETE /api/mails') {
    await mailbox.clear();
    return json(response, { mails: 0 });
  }
  if (asked === 'PUT /api/behaviour') {
    const next = behaviour.safeParse(await bodyOf(request));
    if (!next.success) return json(response, { error: next.error.issues }, 400);
    behave(next.data);
    return json(response, next.data);
  }
  return html(response, notFoundPage(), 404);
};

export const webServer = (mailbox: Mailbox, behave: (next: Behaviour) => void): Server =>
  createServer((request, response) => {
    route(mailbox, behave, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) json(response, { error: 'internal' }, 500);
      else response.destroy();
    });
  });
