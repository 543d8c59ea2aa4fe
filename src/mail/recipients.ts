/** The people whom mails go to. */

import type { ItemContext } from '#machines/agenda-item/context.ts';
import { authorsOf } from '#machines/agenda-item/context.ts';
import type { Addressee } from '#machines/effects.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { membersOn } from '#src/people/offices.ts';
import { substitutesOn } from '#src/people/substitutes.ts';
import type { Person } from '#src/people/types.ts';
import { isSecretariat } from '#src/policies/roles.ts';

/** Those of the ids that are known and have not left, in their order. */
export const activePeople = (directory: Directory, ids: readonly string[]): Person[] =>
  ids.flatMap((id) => directory.people.get(id) ?? []).filter(({ active }) => active);

export const secretariat = (directory: Directory): Person[] =>
  [...directory.people.values()].filter((person) => person.active && isSecretariat(person));

/** The one person that an effect names; nobody who has left. */
export const toPerson = ({ directory, to }: { directory: Directory; to: Addressee }): Person[] =>
  'person' in to ? activePeople(directory, [to.person]) : [];

/**
 * Those who have an item: its officer and co-authors, and whoever stands in for one who is away. The secretariat where all of them
 * have left, because somebody has to know.
 * @param now decides who is away today
 */
export function officersOf(
  directory: Directory,
  context: Pick<ItemContext, 'owner' | 'coAuthors'>,
  now: Date,
): Person[] {
  const day = localDay(now);
  const authors = authorsOf(context);
  const ids = new Set([...authors, ...authors.flatMap((author) => substitutesOn(directory, author, day))]);
  const officers = activePeople(directory, [...ids]);
  return officers.length > 0 ? officers : secretariat(directory);
}

/** An organ's members on a day who have an address here. @param day `YYYY-MM-DD` in Europe/Copenhagen */
export function membersOf(directory: Directory, organ: string, day: string): Person[] {
  const ids = membersOn(directory, organ, day).flatMap(({ person }) => person ?? []);
  return activePeople(directory, [...new Set(ids)]);
}
