/** Who may use an operation at all. What a person may do with one item, meeting or hearing is the policies' to say. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { forbidden, notFound } from '#src/errors.ts';
import type { Role } from '#src/people/types.ts';
import { hasOneOf } from '#src/policies/roles.ts';

/**
 * - `public`: anybody, signed in or not
 * - `session`: anybody who is signed in
 * - `link`: whoever has the address, for a secret in it carries the authority (design § 5); the path must name it `:token` or `:ticket`
 * - `driver`: the program that drives the demo, by its key; to everybody else the address is an unknown one
 * - `{role}`: somebody who is signed in and has the role, or one of them
 */
export type Access = 'public' | 'session' | 'link' | 'driver' | { readonly role: Role | readonly Role[] };

export const needsSession = (access: Access): boolean => access === 'session' || typeof access === 'object';

/**
 * @param driverKey the key of the demo's driver; undefined where there is none
 * @throws Refusal `sign-in-needed` (401), `role-needed` (403), `not-found` (404) where only the driver is let in
 */
export function assertAccess(access: Access, request: Request, driverKey: string | undefined): void {
  if (access === 'driver') assertDriver(request, driverKey);
  if (!needsSession(access)) return;
  const actor = actorOrRefuse(request);
  if (typeof access !== 'object') return;
  const roles = [access.role].flat();
  if (!hasOneOf(actor, ...roles)) throw forbidden('role-needed', { roles });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function assertDriver(request: Request, key: string | undefined): void {
  const given = digest(request.get('authorization') ?? '');
  if (key === undefined || !timingSafeEqual(given, digest(`Bearer ${key}`))) throw notFound('page');
}
