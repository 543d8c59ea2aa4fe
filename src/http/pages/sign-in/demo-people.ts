/** The people of the demo by role, so that a visitor can be any of them without knowing an address. */
import type { Directory } from '#src/people/directory.ts';
import { ROLES } from '#src/people/types.ts';
import { word } from '#src/words/words.ts';

export interface DemoRole {
  role: string;
  people: { name: string; title: string; email: string }[];
  /** More than a handful are folded away. */
  folded: boolean;
}

const HANDFUL = 8;
const danish = new Intl.Collator('da');

/** Each person once, under the first of the roles that says most of what the person does here. */
export function demoPeople(directory: Directory): DemoRole[] {
  const active = [...directory.people.values()]
    .filter(({ active: isActive }) => isActive)
    .sort((a, b) => danish.compare(a.name, b.name));
  return ROLES.map((role) => {
    const people = active
      .filter(({ roles }) => roles[0] === role)
      .map(({ name, title, email }) => ({ name, title: title ?? word('roles', role), email }));
    return { role: word('roles', role), people, folded: people.length > HANDFUL };
  }).filter(({ people }) => people.length > 0);
}
