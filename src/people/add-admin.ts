/** Makes somebody an admin: the way in where nobody has one yet. */

import { z } from 'zod';
import { Email } from '#src/addresses/address-field.ts';
import { readInput } from '#src/read-input.ts';
import { hasRole } from './has-role.ts';
import { savePerson } from './save-person.ts';
import type { PeopleDeps } from './save-row.ts';
import type { Person } from './types.ts';
import { Person as PersonSchema } from './types.ts';

const Input = z.strictObject({ name: PersonSchema.shape.name, email: Email });

/**
 * Whoever has the address becomes an active admin, and keeps their name and other roles; without anybody, a person is made.
 * @param input `{name, email}`
 * @returns the person, and whether a person was made, changed, or was an admin already
 * @throws Refusal `bad-input`, and what `savePerson` throws
 */
export async function addAdmin(
  deps: PeopleDeps,
  input: unknown,
): Promise<{ person: Person; outcome: 'made' | 'changed' | 'already' }> {
  const { name, email } = readInput(Input, input);
  const { people } = await deps.directory.refresh();
  const known = [...people.values()].find((one) => one.email === email);
  if (!known) {
    const person = await savePerson(deps, { rev: null, name, email, roles: ['admin'], active: true }, null);
    return { person, outcome: 'made' };
  }
  if (known.active && hasRole(known, 'admin')) return { person: known, outcome: 'already' };
  const changed = { ...known, active: true, roles: [...known.roles, 'admin'] };
  return { person: await savePerson(deps, changed, null), outcome: 'changed' };
}
