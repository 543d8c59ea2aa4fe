/** Says again and again that this worker process lives. */
import { hostname } from 'node:os';
import type { Collections } from '#src/store/collections.ts';
import { BEAT_EVERY_MS, noteHeartbeat, removeHeartbeat } from '#src/store/heartbeats.ts';
import type { QueueName } from './queues.ts';
import { repeatEvery } from './repeat.ts';

interface HeartbeatDeps {
  collections: Pick<Collections, 'heartbeats'>;
  /** Names this process among others. */
  processId: string;
  onError(error: unknown): void;
}

/** Machine and process number, as jobs and heartbeats name a worker. */
export const workerName = (): string => `${hostname()}-${process.pid}`;

/** Begins at once. @returns what ends it: the process is not missed then */
export function keepHeartbeat(
  { collections, processId, onError }: HeartbeatDeps,
  queues: readonly QueueName[],
): { stop(): Promise<void> } {
  const row = { _id: processId, name: workerName(), queues: [...queues], startedAt: new Date() };
  const noting = repeatEvery(BEAT_EVERY_MS, () => noteHeartbeat(collections, row), onError);
  return {
    async stop() {
      await noting.stop();
      await removeHeartbeat(collections, processId).catch(onError);
    },
  };
}
