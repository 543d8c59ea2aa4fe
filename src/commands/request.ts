/** What every command is given besides its own input. */
import type { Actor } from '#src/auth/actor.ts';
import type { Clock } from '#src/clock.ts';
import type { Ids } from '#src/ids.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Commit } from '#src/store/commit.ts';
import type { Contents } from '#src/store/contents.ts';

/** The parts of the service that commands use; built once, in the composition root. */
export interface CommandParts {
  collections: Collections;
  contents: Contents;
  commit: Commit;
  clock: Clock;
  ids: Ids;
  directory: DirectorySource;
}

/** Who asks, and for which intention: the same `cause` twice is one intention, and gets one result. */
export interface Asked {
  actor: Actor;
  cause: string;
  /** If-Match: the sequence number the client has seen. */
  expectedSeq?: number | undefined;
  /** When the session's mailed code was entered; a signature asks for a fresh one. */
  freshCodeAt?: Date | undefined;
}
