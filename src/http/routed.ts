/** Which route a request came to, and what it is about: for logs and figures, which must not see an address itself. */
import type { Request } from 'express';
import type { AuditKind } from '#src/audit/models.ts';
import type { Access } from './access.ts';

export interface Routed {
  /** The route's pattern; of a route that pages and programs share, its first. */
  route: string;
  access: Access;
  /** What it is in the audit log where it is done. */
  audit?: AuditKind;
  /** The id of the record that the address names, or null. */
  subject: string | null;
}

/**
 * Ids of records, as our own addresses write them. An address may hold anything, a secret pasted into the wrong place too: tokens have
 * 43 characters of base64url, which are never all small.
 */
const RECORD = /^(item|meeting|hearing|person|office|organ|delegation|closure)-[a-z0-9-]{1,40}$/;

const routed = new WeakMap<Request, Routed>();

/** Notes it while the parameters are known: express forgets them where a handler throws. @param params of the path, as they came */
export function noteRouted(request: Request, { route, access, audit }: Omit<Routed, 'subject'>, params: object): void {
  const subject = Object.values(params).find((value) => typeof value === 'string' && RECORD.test(value));
  routed.set(request, { route, access, ...(audit && { audit }), subject: subject ?? null });
}

/** What a request came to, or undefined: an address that no route knows, or a request that was refused before. */
export const routedOn = (request: Request): Routed | undefined => routed.get(request);
