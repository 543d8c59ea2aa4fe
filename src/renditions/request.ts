/** Asks for the renditions of files that have been attached. */
import type { Collections } from '#src/store/collections.ts';
import { renditionId, wantRenditions } from './rendition-rows.ts';

interface RequestDeps {
  collections: Pick<Collections, 'renditions'>;
  queues: { add(jobs: { queue: 'packet'; name: 'prepare'; id: string }[]): Promise<void> };
}

/**
 * The rows are what counts: a job that cannot be added now is added when the store is next compared with the queues.
 * @param files SHA-256 of stored files
 * @throws what the store throws
 */
export async function requestRenditions({ collections, queues }: RequestDeps, files: readonly string[]): Promise<void> {
  await wantRenditions({ collections }, 'prepare', files);
  const jobs = files.map((file) => ({
    queue: 'packet' as const,
    name: 'prepare' as const,
    id: renditionId('prepare', file),
  }));
  await queues.add(jobs).catch(() => undefined);
}
