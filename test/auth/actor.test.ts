/** What somebody may do, from who there is on a day. */
import { describe, expect, it } from 'vitest';
import { actorOf } from '#src/auth/actor.ts';
import { directoryOf } from '#src/people/directory.ts';
import type { Person } from '#src/people/types.ts';
import { readsItems } from '#src/policies/roles.ts';

const NOW = new Date('2023-11-20T12:00:00Z');
const person = (id: string, roles: Person['roles'] = []): Person => ({
  id,
  name: id,
  email: `${id}@norddjurs.example`,
  roles,
  active: true,
  rev: 1,
});
const office = {
  id: 'chief',
  name: 'Chef',
  superior: null,
  holders: [{ person: 'ane', kind: 'holder' as const, from: '2023-01-01', to: '2023-12-31' }],
  rev: 1,
};

describe('somebody who holds an office', () => {
  const directory = directoryOf({
    people: [person('ane'), person('bo'), person('cas', ['approver'])],
    offices: [office],
  });

  it('approves, and reads items, without having been given a role for it', () => {
    const actor = actorOf(directory, 'ane', NOW);
    expect(actor?.roles).toEqual(['approver']);
    expect(actor && readsItems(actor)).toBe(true);
  });

  it('does so as long as the office is theirs', () => {
    expect(actorOf(directory, 'ane', new Date('2024-01-01T12:00:00Z'))?.roles).toEqual([]);
    expect(actorOf(directory, 'bo', NOW)?.roles).toEqual([]);
    expect(actorOf(directory, 'cas', NOW)?.roles).toEqual(['approver']);
  });
});
