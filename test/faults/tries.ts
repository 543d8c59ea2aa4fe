/** How often work on files was begun, and how often its process died. */
import type { Work } from '#src/store/work.ts';

type Tried = Pick<Work, 'attempts' | 'deaths'>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const deathsIn = (rows: readonly Tried[]): number => sum(rows.map(({ deaths }) => deaths));

export const triesIn = (rows: readonly Tried[]): string =>
  `${sum(rows.map(({ attempts }) => attempts))} tries of ${rows.length} pieces of work, ${deathsIn(rows)} processes dead`;

/** A process that nobody has killed may not have died, whatever else was. @param killed how many were */
export const diedOfThemselves = (rows: readonly Tried[], killed: number): string[] =>
  deathsIn(rows) > killed ? [`${deathsIn(rows)} processes are dead, and ${killed} were killed`] : [];
