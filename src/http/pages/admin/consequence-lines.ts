/** What a change means for items under way, in Danish sentences. Pure. */

import { dayOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import type { WhoActs } from '#src/people/offices.ts';
import type { Consequence } from '#src/queries/people-consequences.ts';
import { listed } from '#src/words/listed.ts';
import { type Names, namesIn } from '#src/words/names.ts';

/** "Bettina Andersen", "Henrik Voss som Kommunaldirektør", "ingen". */
export function whoInWords(who: WhoActs, names: Names): string {
  if (who.people.length === 0) return 'ingen';
  const people = listed(who.people.map((id) => names.person(id)));
  return who.through === undefined ? people : `${people} som ${names.office(who.through)}`;
}

function whatThen(who: WhoActs, names: Names): string {
  if (who.kind === 'nobody') return 'er der ingen, der kan tage stilling til dem, før stillingen er besat';
  if (who.kind === 'superior') return `er stillingen ubesat, og ${whoInWords(who, names)} skal tage stilling`;
  return `skal ${whoInWords(who, names)} tage stilling`;
}

/** "3 punkter venter på Økonomichef. Nu kan Bettina Andersen tage stilling; efter ændringen …" */
export function consequenceLines(consequences: readonly Consequence[], directory: Directory): string[] {
  const names = namesIn(directory);
  return consequences.map(({ office, waiting, before, after, from, today }) => {
    const items = waiting === 1 ? '1 punkt venter' : `${waiting} punkter venter`;
    const change = today ? 'Efter ændringen' : `Fra den ${dayOf(from)}`;
    return `${items} på ${names.office(office)}. Nu kan ${whoInWords(before, names)} tage stilling. ${change} ${whatThen(after, names)}.`;
  });
}
