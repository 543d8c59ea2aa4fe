/** Whoever is named in the attendance of a meeting, or among those who were away from an item, stands in one place of it. */
import { notAllowedNow } from '#src/errors.ts';
import type { Membership } from '#src/people/types.ts';

interface NamedList {
  /** As it is printed above the names. */
  label: string;
  people: readonly string[];
}

const folded = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('da');

/** A name as it is printed, and what is said in brackets after it: a party, a title, "fra kl. 17". */
function partsOf(name: string): { name: string; more: string | null } {
  const match = /^(.*?)\s*\(([^()]*)\)$/.exec(folded(name));
  return { name: match?.[1] ?? folded(name), more: match?.[2] ?? null };
}

/** Two of the same name are two people only where both say of which party they are. */
function isSamePerson(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a.name === b.name && (a.more === null || b.more === null || a.more === b.more);
}

/** How a member of the organ may be named: with a title before, or with party or title behind. */
const namesOf = ({ printedName, party, title }: Membership): string[] => [
  printedName,
  ...[party, title].flatMap((more) => (more === undefined ? [] : [`${printedName} (${more})`])),
  ...(title === undefined ? [] : [`${title} ${printedName}`]),
];

/**
 * @param lists those who took part, and those who were away by the reason
 * @param members of the organ on the day: the same person may be named with title or party, or without
 * @param byAccount those among the members who are said to have taken part, known by their accounts
 * @throws Refusal `attendance-once` (409) with the name and the places where it stands
 */
export function assertNamedOnce(
  lists: readonly NamedList[],
  members: readonly Membership[],
  byAccount: { label: string; people: readonly string[] } = { label: '', people: [] },
): void {
  const memberOf = (name: string) => {
    const found = members.filter((member) => namesOf(member).some((one) => isSamePerson(one, name)));
    return found.length === 1 ? found[0] : undefined;
  };
  const entries = lists.flatMap(({ label, people }) => people.map((name) => ({ label, name, person: memberOf(name) })));
  const isSame = (one: (typeof entries)[number], other: (typeof entries)[number]) =>
    one.person !== undefined && other.person !== undefined
      ? one.person === other.person
      : isSamePerson(one.name, other.name);
  for (const [n, one] of entries.entries()) {
    const other = entries.slice(0, n).find((each) => isSame(each, one));
    if (other !== undefined) throw namedTwice(one.name, other.label, one.label);
    const isBothWays = one.label !== byAccount.label && byAccount.people.includes(one.person?.person ?? '');
    if (isBothWays) throw namedTwice(one.name, byAccount.label, one.label);
  }
}

const namedTwice = (name: string, ...places: [string, string]) =>
  notAllowedNow('attendance-once', { name, places: [...new Set(places)].join(' og ') });
