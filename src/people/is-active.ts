import type { Directory } from './directory.ts';

/** Whether somebody is known and has not left. */
export const isActive = ({ people }: Directory, person: string): boolean => people.get(person)?.active === true;
