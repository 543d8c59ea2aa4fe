/** What people, offices and organs are called; the id itself where the directory does not know it. */
import type { Directory } from './directory.ts';

export const personName = ({ people }: Directory, person: string): string => people.get(person)?.name ?? person;
export const officeName = ({ offices }: Directory, office: string): string => offices.get(office)?.name ?? office;
export const organName = ({ organs }: Directory, organ: string): string => organs.get(organ)?.name ?? organ;
