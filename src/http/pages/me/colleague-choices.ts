import type { Directory } from '#src/people/directory.ts';
import type { Choice } from '../item/choices.ts';
import { personChoices } from '../item/choices.ts';

/** Those who may stand in for somebody: everybody who has not left. @param chosen the id of one that is chosen already */
export const colleagueChoices = (directory: Directory, person: string, chosen: string): Choice[] =>
  personChoices(
    directory,
    [...directory.people.values()].filter(({ id, active }) => active && id !== person).map(({ id }) => id),
  ).map((choice) => ({ ...choice, chosen: choice.value === chosen }));
