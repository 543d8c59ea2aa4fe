/** What somebody may do, from who there is on a day. */
import { describe, expect, it } from 'vitest';
import { actorOf } from '#src/auth/actor.ts';
import { navigationFor } from '#src/http/navigation.ts';
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

describe('somebody who stands in for an officer', () => {
  const delegation = {
    id: 'delegation-1',
    rev: 1,
    from: { kind: 'person' as const, id: 'ane' },
    to: 'bo',
    scope: { actions: null, offices: null },
    validFrom: '2023-11-01',
    validTo: '2023-12-01',
    reason: 'ferie',
  };
  const directory = directoryOf({ people: [person('ane', ['officer']), person('bo')], delegations: [delegation] });
  const places = (at: Date) => {
    const actor = actorOf(directory, 'bo', at);
    return actor && navigationFor(actor, '/').map(({ text }) => text);
  };

  it('finds items, meetings, hearings and deadlines in the menu for as long as that lasts', () => {
    expect(places(NOW)).toEqual(['Mine opgaver', 'Punkter', 'Møder', 'Høringer', 'Frister']);
    expect(places(new Date('2024-01-01T12:00:00Z'))).toEqual(['Mine opgaver']);
  });
});
