/** A form that is shown again because it was refused: its status, and when it is worth trying again, which the sentence says too. */
import type { Response } from 'express';
import type { Refusal } from '#src/errors.ts';

/** @param refusal with `retryAfterSeconds` among its details where waiting is enough */
export function refusedStatus(response: Response, { status, details }: Pick<Refusal, 'status' | 'details'>): Response {
  const { retryAfterSeconds } = details;
  if (typeof retryAfterSeconds === 'number') response.set('Retry-After', String(retryAfterSeconds));
  return response.status(status);
}
