/** The municipality's own closing days, as the calendar counts them. */
import type { ClosingDays } from '#src/calendar/counting-policy.ts';
import type { Directory } from './directory.ts';

export const closingDaysIn = ({ closures }: Directory): ClosingDays[] =>
  closures.filter(({ active }) => active).map(({ from, to, name }) => ({ from, to, name }));
