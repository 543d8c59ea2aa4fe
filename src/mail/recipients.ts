/** The people whom mails go to. */

import type { Directory } from '#src/people/directory.ts';
import { membersOn } from '#src/people/offices.ts';
import type { Person } from '#src/people/types.ts';
import { isSecretariat } from '#src/policies/roles.ts';

/** Those of the ids that are known and have not left, in their order. */
export const activePeople = (directory: Directory, ids: readonly string[]): Person[] =>
  ids.flatMap((id) => directory.people.get(id) ?? []).filter(({ active }) => active);

export const secretariat = (directory: Directory): Person[] =>
  [...directory.people.values()].filter((person) => person.active && isSecretariat(person));

/** The officer who has an item; the secretariat where the officer has left, because somebody has to know. */
export function officerOf(directory: Directory, owner: string): Person[] {
  const officer = activePeople(directory, [owner]);
  return officer.length > 0 ? officer : secretariat(directory);
}

/** An organ's members on a day who have an address here. @param day `YYYY-MM-DD` in Europe/Copenhagen */
export function membersOf(directory: Directory, organ: string, day: string): Person[] {
  const ids = membersOn(directory, organ, day).flatMap(({ person }) => person ?? []);
  return activePeople(directory, [...new Set(ids)]);
}
