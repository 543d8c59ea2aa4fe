/** Names of people, offices and organs for a page; an id that the directory no longer knows is shown as it is. */
import type { Directory } from '#src/people/directory.ts';
import { officeName, organName, personName } from '#src/people/names.ts';

export interface Names {
  person(id: string): string;
  office(id: string): string;
  /** Null is an organ still to be found. */
  organ(id: string | null): string;
}

export const namesIn = (directory: Directory): Names => ({
  person: (id) => personName(directory, id),
  office: (id) => officeName(directory, id),
  organ: (id) => (id === null ? 'et organ, der endnu ikke er valgt' : organName(directory, id)),
});
