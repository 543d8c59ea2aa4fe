/** For somebody who is signed in: no refusal by policy rests on a directory that is up to a second old. */
import type { Clock } from '#src/clock.ts';
import type { Directory, DirectorySource } from '#src/people/directory.ts';
import { readAnewBeforeRefusing } from '#src/people/read-anew-before-refusing.ts';
import { type Actor, actorOf } from './actor.ts';

/**
 * Runs something for a person, and if a policy refuses it (403), once more with directory and person read anew.
 * @param request whose actor it is run for the first time
 * @throws what `run` throws; the first refusal when the person is not active any more
 */
export const retryWithFreshDirectory = <T>(
  { directory, clock }: { directory: DirectorySource; clock: Clock },
  request: { actor: Actor },
  run: (directory: Directory, actor: Actor) => T | Promise<T>,
): Promise<T> =>
  readAnewBeforeRefusing(directory, async (known, refused) => {
    if (refused === null) return run(known, request.actor);
    const actor = actorOf(known, request.actor.person, await clock.now());
    if (actor === null) throw refused;
    return run(known, actor);
  });
