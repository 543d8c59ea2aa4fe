import { describe, expect, it } from 'vitest';
import { directoryOf } from '#src/people/directory.ts';
import type { RecordedActor } from '#src/store/record.ts';
import { namesIn } from '#src/words/names.ts';
import { whoActed } from '#src/words/who-acted.ts';

const person = (id: string, name: string) => ({ id, rev: 1, name, email: `${id}@k.dk`, roles: [], active: true });
const names = namesIn(
  directoryOf({
    people: [person('a', 'Ane Holm'), person('b', 'Bo Dahl')],
    offices: [{ id: 'o', rev: 1, name: 'Økonomichef', superior: null, holders: [] }],
    organs: [],
    delegations: [],
  } as never),
);
const ane = { kind: 'person', person: 'a', office: null, onBehalfOf: null } as const;

const CASES: [RecordedActor | undefined, string][] = [
  [ane, 'Ane Holm'],
  [{ ...ane, office: 'o' }, 'Ane Holm som Økonomichef'],
  [{ ...ane, office: 'o', onBehalfOf: 'b' }, 'Ane Holm som Økonomichef på vegne af Bo Dahl'],
  [{ kind: 'system', part: 'item-1', causedBy: ane }, 'Ane Holm'],
  [{ kind: 'system', part: 'hearing-1', causedBy: { kind: 'party', party: 'party-1' } }, 'Høringspart'],
  [{ kind: 'party', party: null }, 'Høringspart'],
  [{ kind: 'system', part: 'deadlines' }, 'Sagsgang'],
  [undefined, 'Sagsgang'],
];

describe('who acted', () => {
  it.each(CASES)('%j is %s', (actor, words) => {
    expect(whoActed(actor, names)).toBe(words);
  });
});
