/**
 * Who may read a row, as keys: a row holds the keys of its readers, an index finds the rows of a key, and whoever asks has the keys
 * of what they are today. So nothing is written anew when somebody joins an organ, leaves an office or gets a role.
 */
import type { Actor } from '#src/auth/actor.ts';
import type { Role } from '#src/people/types.ts';

export type ReaderKey =
  | `person:${string}`
  | `author:${string}`
  | `office:${string}`
  | `organ:${string}`
  | `role:${Role}`;

export const personKey = (person: string): ReaderKey => `person:${person}`;
/** Whoever writes an item, and whoever stands in for that person: what was asked of them by name is not the substitute's. */
export const authorKey = (person: string): ReaderKey => `author:${person}`;
export const officeKey = (office: string): ReaderKey => `office:${office}`;
export const organKey = (organ: string): ReaderKey => `organ:${organ}`;
export const roleKey = (role: Role): ReaderKey => `role:${role}`;

/** The keys of somebody: themselves, those they stand in for, the offices they act for, the organs they sit in and their roles, as of the actor's day. */
export const readerKeysOf = ({ person, offices, organs, roles, standsInFor }: Actor): ReaderKey[] => [
  ...new Set([
    personKey(person),
    ...[person, ...standsInFor].map(authorKey),
    ...offices.map(({ office }) => officeKey(office)),
    ...organs.map(organKey),
    ...roles.map(roleKey),
  ]),
];

/** Whether somebody is among the readers that a row names. */
export function isReader(actor: Actor, readers: readonly ReaderKey[]): boolean {
  const own = new Set(readerKeysOf(actor));
  return readers.some((key) => own.has(key));
}
