/** What a form brings: its request id, its fields checked. */
import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { actorOrRefuse, sessionOn } from '#src/auth/middleware.ts';
import type { CommandRequest } from '#src/context.ts';
import { badInput } from '#src/errors.ts';
import { assertSafeJson } from '#src/safe-json.ts';
import { sha256 } from '#src/store/record.ts';
import { fieldsOf } from './body.ts';

/** The hidden field of every form that changes something: `<input type="hidden" name="requestId" value="{{requestId}}">`. */
export const newRequestId = (): string => randomBytes(12).toString('hex');
/** What a request's id looks like, in a form and in the header `Idempotency-Key`. */
export const REQUEST_ID = /^[A-Za-z0-9_-]{8,120}$/;

/**
 * Who asks and for which intention, for a command: bound to the person, so that nobody meets another's request.
 * A program names its intention by the header `Idempotency-Key`, a form by its field `requestId`. Only the same address with the
 * same content is the same intention: people go back to a page and press again, and a program that takes a key twice must not
 * get the answer that its second request has been done.
 * @throws Refusal `sign-in-needed`; `bad-input` for a malformed id or precondition; `nested-too-deep`, `half-character`
 */
export function commandRequest(request: Request): CommandRequest {
  const actor = actorOrRefuse(request);
  return {
    actor,
    cause: `${actor.person}:${keyOf(request)}`,
    expectedSeq: expectedSeqOf(request),
    freshCodeAt: sessionOn(request)?.freshCodeAt,
  };
}

function keyOf(request: Request): string {
  const body: unknown = request.body;
  assertSafeJson(body);
  const field = typeof body === 'object' && body !== null && 'requestId' in body ? body.requestId : undefined;
  const key = request.get('idempotency-key') ?? field ?? newRequestId();
  if (typeof key !== 'string' || !REQUEST_ID.test(key))
    throw badInput([{ path: ['requestId'], message: 'not the form of a request id' }]);
  return `${key}-${sha256(JSON.stringify([request.path, fieldsOf(request)])).slice(0, 16)}`;
}

function expectedSeqOf(request: Request): number | undefined {
  const header = request.get('if-match');
  if (header === undefined || header === '*') return undefined;
  const match = /^"(\d{1,9})"$/.exec(header);
  if (!match) throw badInput([{ path: ['If-Match'], message: 'a sequence number in quotation marks' }]);
  return Number(match[1]);
}
