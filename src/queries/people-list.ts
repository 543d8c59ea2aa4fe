/** Everybody there is, as an administrator looks for somebody. Pure. */

import { z } from 'zod';
import { addressInWords } from '#src/addresses/email.ts';
import type { Directory } from '#src/people/directory.ts';
import { covers, localDay } from '#src/people/local-day.ts';
import { organsOf } from '#src/people/offices.ts';
import { type Holding, type Person, Role } from '#src/people/types.ts';
import { hasOneOf } from '#src/policies/roles.ts';

/** What an address may ask for; `q` looks in names, titles and addresses. */
export const PeopleQuery = z.object({
  q: z.string().trim().max(100).optional().catch(undefined),
  role: Role.optional().catch(undefined),
  access: z.enum(['active', 'inactive']).optional().catch(undefined),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;

export interface ListedPerson extends Person {
  /** Offices the person sits in today. */
  seats: { office: string; name: string; kind: Holding['kind'] }[];
  /** Organs the person is a member of today. */
  organs: { organ: string; name: string; abbreviation: string }[];
}

export const danish = new Intl.Collator('da');

/** @param now decides which periods count */
function seatsOf(directory: Directory, person: string, now: Date): ListedPerson['seats'] {
  const day = localDay(now);
  return [...directory.offices.values()].flatMap(({ id, name, holders }) =>
    holders.filter((one) => one.person === person && covers(one, day)).map(({ kind }) => ({ office: id, name, kind })),
  );
}

/** Everybody who fits, in Danish order. */
export function peopleList(directory: Directory, { q, role, access }: PeopleQuery, now: Date): ListedPerson[] {
  const words = (q ?? '').toLocaleLowerCase('da').split(/\s+/);
  return [...directory.people.values()]
    .filter((person) => {
      const addresses = `${person.email} ${addressInWords(person.email)}`;
      const text = `${person.name} ${person.title ?? ''} ${addresses}`.toLocaleLowerCase('da');
      return (
        words.every((word) => text.includes(word)) &&
        (role === undefined || hasOneOf(person, role)) &&
        (access === undefined || person.active === (access === 'active'))
      );
    })
    .sort((a, b) => danish.compare(a.name, b.name))
    .map((person) => ({
      ...person,
      seats: seatsOf(directory, person.id, now),
      organs: organsOf(directory, person.id, now).map(({ id: organ, name, abbreviation }) => ({
        organ,
        name,
        abbreviation,
      })),
    }));
}
