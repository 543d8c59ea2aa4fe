/** Express: who asks, and whether the request comes from our own pages. */

import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '#src/clock.ts';
import { forbidden, Refusal } from '#src/errors.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { Actor } from './actor.ts';
import { actorOf } from './actor.ts';
import type { TokenCookie } from './cookie.ts';
import { isOwnOrigin, ownOrigins } from './origin.ts';
import type { Session, Sessions } from './sessions.ts';

interface SignedIn {
  session: Session;
  actor: Actor;
}

// Beside the request and not on it: nothing that parses input can ever put an actor there.
const signedIn = new WeakMap<Request, SignedIn>();

/** Finds out who is signed in. Lets everybody through; a session of somebody inactive, or changed since (`holds`), counts for nothing. */
export function loadActor(deps: {
  sessions: Sessions;
  directory: DirectorySource;
  clock: Clock;
  cookie: TokenCookie;
}): RequestHandler {
  return async (request, _response, next) => {
    const token = deps.cookie.read(request.headers.cookie);
    const session = token === null ? null : await deps.sessions.load(token);
    if (session) {
      const directory = await deps.directory.current();
      const actor = actorOf(directory, session.person, await deps.clock.now());
      const rev = directory.people.get(session.person)?.rev;
      if (rev !== undefined && actor && (await deps.sessions.holds(session, rev))) {
        signedIn.set(request, { session, actor });
      }
    }
    next();
  };
}

/** The person who is signed in, or null. */
export const actorOn = (request: Request): Actor | null => signedIn.get(request)?.actor ?? null;
/** The session the request came with, or null. */
export const sessionOn = (request: Request): Session | null => signedIn.get(request)?.session ?? null;

/** The person who is signed in. @throws Refusal `sign-in-needed` (401) */
export function actorOrRefuse(request: Request): Actor {
  const actor = actorOn(request);
  if (!actor) throw new Refusal('sign-in-needed', 401);
  return actor;
}

/** Refuses whatever is not a GET, HEAD or OPTIONS from our own pages. @param publicUrl the address people use */
export function requireOrigin(publicUrl: string): RequestHandler {
  const own = ownOrigins(publicUrl);
  return (request, _response, next) => {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    const headers = { origin: request.get('origin'), secFetchSite: request.get('sec-fetch-site') };
    if (!reads && !isOwnOrigin(own, headers)) throw forbidden('foreign-origin');
    next();
  };
}

/** Does something when the reply has been written, or its reader has gone: for what must not be seen in its time. */
export function afterReply(response: Response, job: () => unknown): void {
  response.once('close', () => void job());
}
