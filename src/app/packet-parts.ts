/** The parts of a process that does the work of the queue `packet`. It knows the store and nothing else. */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSandboxConfig } from '#src/config.ts';
import { createByteStore } from '#src/files/byte-store.ts';
import { createFileStore } from '#src/files/file-store.ts';
import { KEPT_BYTES, keepLocally } from '#src/files/local-bytes.ts';
import { createLog } from '#src/log.ts';
import { cleanFragment } from '#src/packets/clean-fragment.ts';
import { pdfOfFragment } from '#src/packets/pdf-of-fragment.ts';
import type { Delivered } from '#src/queue/deliver.ts';
import { doPacketJob, type PacketJob } from '#src/queue/do-packet-job.ts';
import type { PacketDeps } from '#src/queue/packet.ts';
import { startWatchdog } from '#src/queue/watchdog.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { connectStore } from '#src/store/connect.ts';
import { createContents } from '#src/store/contents.ts';

/** In the worker's folder for temporary files, which all of its processes share and which goes when it ends. */
const KEPT = { folder: join(tmpdir(), KEPT_BYTES), mostBytes: 512 * 1_048_576 };

type OneJob = Pick<PacketJob, 'name' | 'id' | 'holder' | 'failedBefore'>;

/**
 * Reads the process' environment, which `sandboxEnvironment` has made.
 * @returns what does one job after another, on one connection, and is killed where one takes too long
 */
export function createPacketProcess(): { work(job: OneJob): Promise<Delivered>; close(): Promise<void> } {
  const config = readSandboxConfig();
  const log = createLog(config);
  const watchdog = startWatchdog(config.SANDBOX_PARENT);
  let opened: ReturnType<typeof open> | null = null;

  async function open() {
    const connection = await connectStore(config.MONGODB_URI);
    const collections = collectionsOf(connection);
    const contents = createContents(collections);
    const bytes = keepLocally(createByteStore(connection), KEPT);
    const files = createFileStore({ connection, collections, bytes });
    const deps: PacketDeps = {
      collections,
      contents,
      files,
      cleanFragment,
      pdfOfFragment,
      // Loaded with the first packet: while bilag are prepared, each process is spared a third of what it would hold.
      async build(run, edition) {
        const { createBuilder } = await import('#src/packets/build-edition.ts');
        return createBuilder({ collections, contents, files })(run, edition);
      },
      async copy(run, copy) {
        const { createCopier } = await import('#src/packets/make-copy.ts');
        return createCopier({ collections, contents, files, bytes: createByteStore(connection) })(run, copy);
      },
    };
    return { connection, deps };
  }
  /** A store that does not answer now is asked again by the next job. */
  function parts(): ReturnType<typeof open> {
    opened ??= open();
    opened.catch(() => {
      opened = null;
    });
    return opened;
  }

  return {
    async work(job) {
      watchdog.begin(config.PACKET_JOB_SECONDS * 1_000);
      try {
        const { deps } = await parts();
        return await doPacketJob(deps, {
          ...job,
          folder: tmpdir(),
          claimMs: config.JOB_LOCK_SECONDS * 1_000,
          onError: (error) => log.warn({ err: error, job: job.id, kind: job.name }, 'packet'),
        });
      } finally {
        watchdog.end();
      }
    },
    async close() {
      await (await opened)?.connection.close();
    },
  };
}
