/** Names of people, offices and organs for a page; an id that the directory no longer knows is shown as it is. */
import type { Directory } from '#src/people/directory.ts';

export interface Names {
  person(id: string): string;
  office(id: string): string;
  /** Null is an organ still to be found. */
  organ(id: string | null): string;
}

export const namesIn = ({ people, offices, organs }: Directory): Names => ({
  person: (id) => people.get(id)?.name ?? id,
  office: (id) => offices.get(id)?.name ?? id,
  organ: (id) => (id === null ? 'et organ, der endnu ikke er valgt' : (organs.get(id)?.name ?? id)),
});
