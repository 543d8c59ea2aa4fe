/** What of a request is written into the audit log, once it has been answered: the one place that decides it. */
import type { Request, RequestHandler, Response } from 'express';
import type { AuditEvent, AuditLog } from '#src/audit/audit-log.ts';
import type { AuditKind } from '#src/audit/models.ts';
import { actorOn, afterReply } from '#src/auth/middleware.ts';
import { isRefusal } from '#src/errors.ts';
import { requestIdOf } from './log-requests.ts';
import { type Refused, refusalOn } from './refused-status.ts';
import { type Routed, routedOn } from './routed.ts';

/** What a handler knows of an event, and the request does not say. */
interface Noted {
  /** What was done, where the operation itself does not declare it. */
  kind?: AuditKind;
  subject?: string;
  person?: string;
  /** Finds whom it was about, where nobody is signed in; only asked once the reply has been written. */
  findPerson?(): Promise<string | null>;
  /** Finds the names of the fields that were changed. */
  findFields?(): Promise<string[]>;
}

const noted = new WeakMap<Response, Noted>();

/** Adds what is known of the event that a request may become. */
export function noteAudit(response: Response, more: Noted): void {
  noted.set(response, { ...noted.get(response), ...more });
}

/** Writes each request that is an event, when its reply has been written. */
export function auditRequests(audit: AuditLog): RequestHandler {
  return (request, response, next) => {
    afterReply(response, () => {
      const event = eventOf(request, response);
      const { person, findPerson, findFields } = noted.get(response) ?? {};
      if (event === null) return;
      audit.append(event, async () => ({
        ...(findPerson && person === undefined && event.person === null && { person: await findPerson() }),
        ...(findFields && { fields: await findFields() }),
      }));
    });
    next();
  };
}

function eventOf(request: Request, response: Response): AuditEvent | null {
  const to = routedOn(request);
  const refusal = refusalOn(response);
  const known = noted.get(response) ?? {};
  const person = actorOn(request)?.person ?? known.person ?? null;
  const kind = refusal
    ? kindOfRefusal(refusal, to, person !== null)
    : response.statusCode < 400
      ? (known.kind ?? to?.audit)
      : undefined;
  if (kind === undefined) return null;
  return {
    kind,
    person,
    ip: request.ip ?? null,
    userAgent: request.get('user-agent') ?? '',
    request: requestIdOf(request),
    method: request.method,
    route: to?.route ?? null,
    subject: known.subject ?? to?.subject ?? null,
    fields: [],
    rule: refusal ? ruleOf(refusal) : null,
  };
}

/** Refusals that say something of whoever asks; what was typed wrong, or came too late, does not. */
function kindOfRefusal({ status, details, cause }: Refused, to: Routed | undefined, isSignedIn: boolean) {
  if (status >= 500) return undefined;
  if (status === 429) return 'rate-limited';
  if (to?.audit === 'signed-in') return 'sign-in-refused';
  if (to?.audit === 'code-confirmed' && status !== 404) return 'code-refused';
  if (status === 403) return 'access-refused';
  if (status !== 404) return undefined;
  if (to?.access === 'link') return 'link-refused';
  // An address that leads nowhere is no attempt; a record that does not exist, or that the person may not know of, is.
  return isRefusal(cause) || (isSignedIn && details.what !== 'page') ? 'access-refused' : undefined;
}

/** What is hidden as unknown was refused by a rule of its own. */
const ruleOf = ({ code, cause }: Refused): string => (code === 'not-found' && isRefusal(cause) ? cause.code : code);
