/** A refusal becomes a reply: its status, and when it is worth trying again, which the sentence says too. */
import type { Response } from 'express';
import type { Refusal } from '#src/errors.ts';

export type Refused = Pick<Refusal, 'code' | 'status' | 'details'> & { cause?: unknown };

const refused = new WeakMap<Response, Refused>();

/** @param refusal with `retryAfterSeconds` among its details where waiting is enough */
export function refusedStatus(response: Response, refusal: Refused): Response {
  refused.set(response, refusal);
  const { retryAfterSeconds } = refusal.details;
  if (typeof retryAfterSeconds === 'number') response.set('Retry-After', String(retryAfterSeconds));
  // RFC 9110, 15.5.9: what was to come on this connection is not waited for.
  if (refusal.status === 408) response.set('Connection', 'close');
  return response.status(refusal.status);
}

/** Why a request was refused, or undefined: for the audit log. */
export const refusalOn = (response: Response): Refused | undefined => refused.get(response);
