/** Who reads the pages: somebody of the secretariat, an officer with fifty items, a member of one organ, and an administrator for Drift. */
import { type Actor, actorOf } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { hasOneOf, isAdmin, isOfficer, isSecretariat } from '#src/policies/roles.ts';

export interface BenchReaders {
  secretary: Actor;
  officer: Actor;
  member: Actor;
  admin: Actor;
  /** The member's only organ. */
  organ: string;
}

/** @throws Error where the demo people lack one of them */
export async function benchReaders(app: App): Promise<BenchReaders> {
  const [directory, now] = [await app.directory.refresh(), await app.clock.now()];
  const actors = [...directory.people.keys()].flatMap((id) => actorOf(directory, id, now) ?? []);
  const one = (is: (actor: Actor) => boolean, what: string): Actor => {
    const found = actors.find(is);
    if (found === undefined) throw new Error(`The demo people have no ${what}.`);
    return found;
  };
  const member = one(
    (actor) => actor.organs.length === 1 && !hasOneOf(actor, 'officer', 'approver', 'secretariat', 'admin'),
    'member of one organ',
  );
  return {
    secretary: one(isSecretariat, 'secretary'),
    officer: one(isOfficer, 'officer'),
    member,
    admin: one(isAdmin, 'administrator'),
    organ: member.organs[0] ?? '',
  };
}
