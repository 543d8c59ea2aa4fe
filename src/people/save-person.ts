/** Makes a person known, or changes one. */

import { notAllowedNow } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import { hasRole } from './has-role.ts';
import { personModel } from './models.ts';
import type { PeopleDeps } from './save-row.ts';
import { inputFor, saveRow } from './save-row.ts';
import { Person } from './types.ts';

export const SavePerson = inputFor(Person);

/**
 * @param input the whole person; `rev` is the revision that was read, null for a new one (whose `id` may be left out)
 * @param by the person who makes the change; null for the operator's own commands
 * @returns the person as stored
 * @throws Refusal `bad-input`, `email-in-use`, `id-in-use`, `not-found`, `row-changed`, `last-admin`
 */
export async function savePerson(deps: PeopleDeps, input: unknown, by: string | null): Promise<Person> {
  const { id = deps.ids.next('person'), rev, ...fields } = readInput(SavePerson, input);
  const roles = [...new Set(fields.roles)];
  if (rev !== null && !(fields.active && hasRole(fields, 'admin'))) {
    const { people } = await deps.directory.refresh();
    const admins = [...people.values()].filter((one) => one.active && hasRole(one, 'admin'));
    // Otherwise nobody could let anybody in again from the pages.
    if (admins.length === 1 && admins[0]?.id === id) throw notAllowedNow('last-admin', { id });
  }
  return saveRow(deps, personModel(deps.connection), { id, rev, fields: { ...fields, roles }, by });
}
