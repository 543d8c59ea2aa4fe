/** The indexes that people, offices, organs and delegations rely on. Lists are read whole, so there are few. */
import type { IndexSpec } from '#src/store/index-spec.ts';

export const peopleIndexes: IndexSpec[] = [
  {
    collection: 'people',
    key: { email: 1 },
    options: { unique: true, name: 'email_unique' },
    why: 'one mailbox is one person: signing in by mailed code depends on it',
  },
];
