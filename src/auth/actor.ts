/** The person behind a request, in the shape that policies judge. */
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import type { Capacity } from '#src/people/offices.ts';
import { capacitiesOf, organsOf } from '#src/people/offices.ts';
import { standsInForOn } from '#src/people/substitutes.ts';
import type { Role } from '#src/people/types.ts';

export interface Actor {
  person: string;
  name: string;
  roles: readonly Role[];
  /** The offices the person may act for today, own seats first, delegations included. */
  offices: readonly Capacity[];
  /** Ids of the organs the person is a member of today. */
  organs: readonly string[];
  /** Ids of the people whose items the person handles today, because they are away. */
  standsInFor: readonly string[];
}

/** One answer per person and day for as long as a directory is held: commands ask again and again. */
const known = new WeakMap<Directory, Map<string, Actor | null>>();

/**
 * @param now the instant that decides which periods count, by its calendar day in Europe/Copenhagen
 * @returns null for somebody unknown or inactive
 */
export function actorOf(directory: Directory, personId: string, now: Date): Actor | null {
  const key = `${localDay(now)} ${personId}`;
  let answers = known.get(directory);
  if (!answers) {
    answers = new Map();
    known.set(directory, answers);
  }
  const answer = answers.get(key);
  if (answer !== undefined) return answer;
  const made = makeActor(directory, personId, now);
  answers.set(key, made);
  return made;
}

function makeActor(directory: Directory, personId: string, now: Date): Actor | null {
  const person = directory.people.get(personId);
  if (!person?.active) return null;
  const offices = capacitiesOf(directory, person.id, now);
  // Whoever acts for an office approves: nobody has to be given a role for it besides.
  const roles = new Set<Role>([...person.roles, ...(offices.length > 0 ? (['approver'] as const) : [])]);
  const standsInFor = standsInForOn(directory, person.id, localDay(now));
  return Object.freeze({
    person: person.id,
    name: person.name,
    roles: Object.freeze([...roles]),
    offices: Object.freeze(offices),
    organs: Object.freeze(organsOf(directory, person.id, now).map((organ) => organ.id)),
    standsInFor: Object.freeze(standsInFor),
  });
}
