/** What commands, queries and pages are given: the parts of the service, and who asks. */
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { AuditLog } from '#src/audit/audit-log.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { Clock } from '#src/clock.ts';
import type { Config } from '#src/config.ts';
import type { ByteStore } from '#src/files/byte-store.ts';
import type { FileStore } from '#src/files/file-store.ts';
import type { ScanFile } from '#src/files/scan-file.ts';
import type { Ids } from '#src/ids.ts';
import type { DirectorySource } from '#src/people/directory.ts';
import type { Queues } from '#src/queue/queues.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Commit } from '#src/store/commit.ts';
import type { Contents } from '#src/store/contents.ts';
import type { HoldLocks } from '#src/store/locks.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import type { Relay } from '#src/store/relay.ts';

/** The parts of the service that commands use; built once, in the composition root. */
export interface CommandDeps {
  collections: Collections;
  contents: Contents;
  commit: Commit;
  /** Keeps away whoever decides on the same streams. */
  holdLocks: HoldLocks;
  clock: Clock;
  ids: Ids;
  directory: DirectorySource;
}

/** Who asks, and for which intention: the same `cause` twice is one intention, and gets one result. */
export interface CommandRequest {
  actor: Actor;
  cause: string;
  /** If-Match: the sequence number the client has seen. */
  expectedSeq?: number | undefined;
  /** When the session's mailed code was entered; a signature asks for a fresh one. */
  freshCodeAt?: Date | undefined;
}

/** All parts of a process; built by `create-app.ts`. */
export interface App extends CommandDeps {
  config: Config;
  connection: Connection;
  log: Logger;
  files: FileStore;
  bytes: ByteStore;
  scanFile: ScanFile;
  relay: Relay;
  audit: AuditLog;
  queues: Queues;
  /** Names this process among others: the holder of its leases. */
  processId: string;
  /** Read-your-writes: rolls the stream named in "<stream>.<seq>" forward before a page is rendered. */
  catchUp(after: string): Promise<void>;
  readHead(stream: string): Promise<TransitionRecord | null>;
  /** Carries what is committed, then gives up all connections. */
  close(): Promise<void>;
}
