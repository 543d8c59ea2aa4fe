/** Who has opened a packet, in words, for those who may see it. Pure. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { EditionReader } from '#src/packets/edition-readers.ts';
import type { PacketEntry } from '#src/packets/packet-list.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { membersOn } from '#src/people/offices.ts';
import { prefixOf } from '#src/store/editions.ts';

/**
 * @param readers by the edition's row
 * @returns null where nobody has opened any edition and none has been sent
 */
export function readersView(
  directory: Directory,
  context: MeetingContext,
  { scope, variant, edition }: PacketEntry,
  readers: ReadonlyMap<string, readonly EditionReader[]>,
) {
  const prefix = prefixOf({ meeting: context.meeting, scope, variant });
  const own = [...readers].filter(([id]) => id.startsWith(prefix));
  const editions = own
    .map(([id, people]) => ({
      edition: Number(id.slice(prefix.length)),
      readers: people.map((reader) => ({
        name: personName(directory, reader.person),
        when: whenInWords(reader, variant === 'members'),
      })),
    }))
    .toSorted((one, other) => other.edition - one.edition);
  const sent = variant === 'members' && edition?.sent ? (readers.get(edition.id) ?? []) : null;
  const notYet = sent === null ? [] : membersWithout(directory, context, sent);
  if (editions.length === 0 && notYet.length === 0) return null;
  const people = new Set(own.flatMap(([, each]) => each.map(({ person }) => person))).size;
  return { summary: openedBy(people), editions, notYet: notYet.join(', ') };
}

const openedBy = (people: number): string =>
  people === 0 ? 'Ikke åbnet endnu' : `Åbnet af ${people} ${people === 1 ? 'person' : 'personer'}`;

/** Members of the organ on the meeting's day who have an account and have not opened it. */
const membersWithout = (
  directory: Directory,
  { organ, date }: MeetingContext,
  readers: readonly EditionReader[],
): string[] =>
  membersOn(directory, organ, date).flatMap(({ person }) =>
    person === null || readers.some((reader) => reader.person === person) ? [] : [personName(directory, person)],
  );

function whenInWords({ first, last, times, stamped }: EditionReader, mayBeStamped: boolean): string {
  const named =
    stamped === times ? ', med navn på' : stamped === 0 ? ', uden navn på' : `, ${stamped} af gangene med navn på`;
  const when =
    times === 1 ? `${momentOf(first)}` : `${times} gange, først ${momentOf(first)}, senest ${momentOf(last)}`;
  return `${when}${mayBeStamped ? named : ''}`;
}
