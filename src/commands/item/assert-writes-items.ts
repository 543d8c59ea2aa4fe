/** Who may be given an item to write. */
import type { CommandDeps } from '#src/context.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import type { Person } from '#src/people/types.ts';
import { writesItems } from '#src/policies/roles.ts';

const isWriter = (person: Person | undefined) => person?.active === true && writesItems(person);

/** @throws Refusal `unknown-person`, `does-not-write-items` (409) by the directory as it stands */
export async function assertWritesItems({ directory }: Pick<CommandDeps, 'directory'>, id: string): Promise<void> {
  const person = (await directory.current()).people.get(id) ?? (await directory.refresh()).people.get(id);
  if (person === undefined) throw notAllowedNow('unknown-person', { person: id });
  if (isWriter(person) || isWriter((await directory.refresh()).people.get(id))) return;
  throw notAllowedNow('does-not-write-items', { person: id });
}

/** @returns the ids of those who write items, but for these */
export const otherWriters = ({ people }: Directory, but: readonly string[]): string[] =>
  [...people.values()].flatMap((person) => (isWriter(person) && !but.includes(person.id) ? [person.id] : []));
