/** Failed work on a file in words, without the file's name. Pure. */
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { FailedWork } from '#src/queries/failed-work.ts';
import { hasWord, word } from '#src/words/words.ts';

export const failedWorkLine = ({ kind, row, rule, attempts, deaths, endedAt }: FailedWork) => ({
  kind,
  row,
  /** Enough of the id to tell rows apart, and to be found in the store. */
  short: row.slice(0, 12),
  what: word('workKinds', kind),
  why: hasWord('workFailures', rule) ? word('workFailures', rule) : rule,
  attempts,
  deaths,
  at: endedAt === null ? '' : momentOf(endedAt),
});
