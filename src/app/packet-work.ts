/** The work of the queue `packet`, as its worker sees it: processes of their own do it, and this one follows what becomes of them. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sandboxEnvironment } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { checkMeeting } from '#src/packets/check-meeting.ts';
import { isReleased } from '#src/packets/packets-wanted.ts';
import { keepToolsNoted } from '#src/queue/note-tools.ts';
import { packetJobsDue, packetKind } from '#src/queue/packet.ts';
import { repeatEvery } from '#src/queue/repeat.ts';
import type { QueueWork, RunningJob } from '#src/queue/run-worker.ts';
import { noteDeath } from '#src/store/work.ts';
import { createProcessFolder } from './process-folder.ts';

const PROCESSOR = new URL('./packet-processor.ts', import.meta.url);
const ALONE = fileURLToPath(new URL('./packet-alone.ts', import.meta.url));
/** Pieces of work that one round without Redis does. */
const MOST_ALONE = 10;
/** Milliseconds. A program that dies with the process that has started it may write for a moment after that one's folder is gone. */
const SWEEP_EVERY_MS = 10_000;

/**
 * For new objects, megabytes: V8 (in Node 24) takes three times 16 of its own accord, and clears them away seldom. With less a process
 * that builds a packet holds more than 100 MB less and takes 2 % more of a processor's time.
 */
const NEW_OBJECTS_MB = 2;
/**
 * Megabytes: below it, files that pass through memory (V8 counts them at every 64 MB) do not make it look through all that is loaded,
 * which is some 60. Preparing sixty bilag takes a fifth less of a processor's time, and ten megabytes more.
 */
const OLD_OBJECTS_MB = 96;

export function packetWork(app: App): QueueWork {
  const { collections, config, queues } = app;
  const folder = createProcessFolder('packet');
  const onError = (error: unknown) => app.log.warn({ err: error }, 'tools');
  const tools = keepToolsNoted({ collections, folder: folder.path, onError });
  const sweeping = repeatEvery(SWEEP_EVERY_MS, folder.sweep, (error) =>
    app.log.warn({ err: error }, 'temporary files'),
  );
  const forkOptions = {
    // A session of its own: see `giveWay`.
    detached: true,
    env: sandboxEnvironment(config, folder.path),
    execArgv: [
      `--max-old-space-size=${config.PACKET_MEMORY_MB}`,
      `--initial-old-space-size=${OLD_OBJECTS_MB}`,
      `--max-semi-space-size=${NEW_OBJECTS_MB}`,
    ],
  };

  async function onDone({ name, id, priority }: Pick<RunningJob, 'name' | 'id' | 'priority'>): Promise<void> {
    const next = packetKind(name).next?.({ _id: id, priority });
    if (next) await queues.add([next]);
    if (name === 'build') await releaseBuilt(id);
  }
  /** The meeting's stream takes it down at once; should this process die before that, a check of the meeting does it. */
  async function releaseBuilt(id: string): Promise<void> {
    const edition = await collections.editions.findOne({ _id: id }, { meeting: 1, scope: 1, variant: 1 }).lean();
    if (edition && isReleased(edition)) await checkMeeting(app, edition.meeting);
  }
  const onDeath = ({ name, id, token }: Pick<RunningJob, 'name' | 'id' | 'token'>): Promise<void> =>
    noteDeath(packetKind(name).rows(collections), id, token);
  async function doAlone(name: string, id: string): Promise<void> {
    const token = randomUUID();
    const child = fork(ALONE, [name, id, token], forkOptions);
    const [code] = (await once(child, 'exit')) as [number | null];
    await folder.sweep();
    if (code !== 0) await onDeath({ name, id, token });
  }

  return {
    queue: 'packet',
    processor: PROCESSOR,
    options: { workerForkOptions: forkOptions },
    onExit: folder.sweep,
    onDone,
    onDeath,
    async runWithoutRedis() {
      for (const { name, id, after } of await packetJobsDue(collections, MOST_ALONE))
        if (!after?.length) await doAlone(name, id);
    },
    async close() {
      await Promise.all([tools.stop(), sweeping.stop()]);
      await folder.remove();
    },
  };
}
