/** The indexes that signing in relies on. */
import type { IndexSpec } from '#src/store/index-spec.ts';

const swept = (collection: string, field: string, why: string): IndexSpec => ({
  collection,
  key: { [field]: 1 },
  options: { expireAfterSeconds: 0, name: `${field}_ttl` },
  why,
});

export const authIndexes: IndexSpec[] = [
  swept('signInCodes', 'purgeAt', 'old codes are not kept'),
  swept('sessions', 'purgeAt', 'sessions that ended are not kept'),
  {
    collection: 'sessions',
    key: { person: 1, lastSeenAt: -1 },
    options: { name: 'person_lastSeenAt' },
    why: "a person's sessions are listed, and ended all at once",
  },
  swept('signInLimits', 'purgeAt', 'a limit is forgotten when its time is over'),
];
