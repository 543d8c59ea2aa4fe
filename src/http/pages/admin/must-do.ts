/** Who has to do what with an item, in one sentence; and what it is called where its title is not for the reader. Pure. */
import { dayOf } from '#src/calendar/danish-dates.ts';
import type { Whereabouts } from '#src/queries/whereabouts.ts';
import { word } from '#src/words/words.ts';

/** The word of the list `mustDo`: what kind of thing has to be done. */
function dutyOf({ holder, hearing, isTreated }: Whereabouts): string {
  if (holder.kind === 'office') return holder.capacity === 'nobody' ? 'office-vacant' : 'office';
  if (holder.kind === 'hearing') return `hearing-${hearing ?? 'unplanned'}`;
  if (holder.kind === 'meeting' && isTreated) return 'meeting-treated';
  return holder.kind;
}

/** @returns "Bettina Andersen (Økonomichef) skal godkende." */
export function mustDo(whereabouts: Whereabouts): string {
  const { holder, officer } = whereabouts;
  const people = holder.people.join(' eller ');
  const who = people === '' ? holder.name : `${people} (${holder.through ?? holder.name})`;
  return word('mustDo', dutyOf(whereabouts))
    .replace('{who}', who)
    .replace('{name}', holder.name)
    .replace('{officer}', holder.kind === 'officer' ? people : officer)
    .replace('{date}', holder.meeting ? dayOf(holder.meeting.date) : '');
}

/** @returns an open item's title, else "Lukket sag 23/9260", or that there is no number */
export function itemNameFor({ title, caseNumber }: Pick<Whereabouts, 'title' | 'caseNumber'>): string {
  if (title !== null) return title;
  return caseNumber === null ? word('itemNames', 'unnumbered') : `${word('itemNames', 'numbered')} ${caseNumber}`;
}
