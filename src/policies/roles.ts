/** What a person's roles mean, in sentences. */
import type { Actor } from '#src/auth/actor.ts';
import { hasRole } from '#src/people/has-role.ts';
import type { Person, Role } from '#src/people/types.ts';
import { allow, deny, type Verdict } from './verdict.ts';

type HasRoles = Pick<Actor | Person, 'roles'>;

/** Whether somebody has at least one of the roles. */
export const hasOneOf = (person: HasRoles, ...wanted: readonly Role[]): boolean =>
  wanted.some((role) => hasRole(person, role));

export const isSecretariat = (person: HasRoles): boolean => hasRole(person, 'secretariat');
export const isOfficer = (person: HasRoles): boolean => hasRole(person, 'officer');
export const isAdmin = (person: HasRoles): boolean => hasRole(person, 'admin');

/** Case officers and the secretariat write items. */
export const writesItems = (person: HasRoles): boolean => hasOneOf(person, 'officer', 'secretariat');
/** Everybody but those who are nothing but members of organs. */
export const worksHere = (person: HasRoles): boolean =>
  !hasRole(person, 'member') || hasOneOf(person, 'officer', 'approver', 'secretariat', 'admin');
/** Whoever has items to look after: their own, or those of somebody who is away. */
export const handlesItems = (actor: Actor): boolean => writesItems(actor) || actor.standsInFor.length > 0;
/** Whoever handles items runs their hearings, the secretariat all. */
export const runsHearings = handlesItems;
/** Whoever has items and meetings to look up: all but administrators as such. */
export const readsItems = (actor: Actor): boolean => handlesItems(actor) || hasOneOf(actor, 'approver', 'member');
/** Deadlines concern whoever handles items, and those who watch over them. */
export const hasDeadlines = (actor: Actor): boolean => handlesItems(actor) || isAdmin(actor);
/** The secretariat and administrators watch over everybody's deadlines. */
export const seesAllDeadlines = (person: HasRoles): boolean => hasOneOf(person, 'secretariat', 'admin');

/** Who has read a meeting's material is for those who answer for it; members do not see it of each other. */
export const seesReaders = seesAllDeadlines;

/** May the actor begin items, by hand or out of a published text? */
export const mayWriteItems = (actor: Actor): Verdict =>
  writesItems(actor) ? allow(actor.person) : deny('only-officers');

/** The policy of whatever is the secretariat's alone. */
export const bySecretariat = (actor: Actor): Verdict =>
  isSecretariat(actor) ? allow(actor.person) : deny('only-the-secretariat');
