/** A row of the table of commands, and the words for who may not. */
import type { Command, Situations } from './situations.ts';
import type { Town, Who } from './town.ts';

/** A command where it may be given: who may, somebody who may not and by which rule, and what it leads to. */
export interface Row {
  name: string;
  command: Command;
  by: Who;
  notBy: [who: Who, rule: string][];
  /** Makes the situation; answers the command's input. */
  given(): Promise<Record<string, unknown>>;
  leadsTo: string;
}

/** The town of the test file, there when a row's situation is made. */
export interface RowParts {
  town(): Town;
  at(): Situations;
}

export const notTheirs = (rule: string, ...people: Who[]) => people.map((who): [Who, string] => [who, rule]);
export const notSecretariat = notTheirs('only-the-secretariat', 'officer', 'chief', 'member', 'admin');
export const notOwner = notTheirs('only-the-owner', 'otherOfficer', 'chief', 'secretary', 'admin');
export const notOffice = notTheirs('only-the-steps-office', 'officer', 'director', 'secretary', 'admin');
