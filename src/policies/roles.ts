/** What a person's roles mean, in sentences. Nothing outside this folder looks into the list of roles. */
import type { Actor } from '#src/auth/actor.ts';
import type { Person, Role } from '#src/people/types.ts';
import { allow, deny, type Verdict } from './verdict.ts';

type HasRoles = Pick<Actor | Person, 'roles'>;

/** Whether somebody has at least one of the roles. */
export const hasOneOf = ({ roles }: HasRoles, ...wanted: readonly Role[]): boolean =>
  wanted.some((role) => roles.includes(role));

export const isSecretariat = (person: HasRoles): boolean => hasOneOf(person, 'secretariat');
export const isOfficer = (person: HasRoles): boolean => hasOneOf(person, 'officer');
export const isAdmin = (person: HasRoles): boolean => hasOneOf(person, 'admin');

/** Case officers and the secretariat write items. */
export const writesItems = (person: HasRoles): boolean => hasOneOf(person, 'officer', 'secretariat');

/** May the actor begin items, by hand or out of a published text? */
export const mayWriteItems = (actor: Actor): Verdict =>
  writesItems(actor) ? allow(actor.person) : deny('only-officers');

/** The policy of whatever is the secretariat's alone. */
export const bySecretariat = (actor: Actor): Verdict =>
  isSecretariat(actor) ? allow(actor.person) : deny('only-the-secretariat');
