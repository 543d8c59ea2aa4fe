import type { IndexSpec } from '#src/store/index-spec.ts';

export const linkIndexes: IndexSpec[] = [
  {
    collection: 'links',
    key: { expiresAt: 1 },
    // Not a TTL index: the store's own clock is not the service's when a demo or a test runs in another year.
    why: 'purge finds the links that expired long ago',
  },
];
