/** What to think twice about before a hearing's window is set: said once, in sentences, and never moved silently. */

import { weekdayOf } from '#src/calendar/danish-dates.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing, type WindowDays, windowWarnings } from '#src/calendar/hearing-window.ts';
import type { App } from '#src/context.ts';
import { badInput } from '#src/errors.ts';
import { closingDaysIn } from '#src/people/closing-days.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { partiesNotMeeting } from '#src/queries/parties-not-meeting.ts';
import { word } from '#src/words/words.ts';

/** The days as a form sends them back when its sender has been warned of them. */
export const daysOf = ({ opensOn, closesOn }: WindowDays): string => `${opensOn}/${closesOn}`;

type Parts = Pick<App, 'collections' | 'directory'>;

/** In Danish; none for a window that is too short, which is refused whatever else may be said of it. */
export async function warningsOf(deps: Parts, { context, parties }: HearingHistory, asked: WindowDays) {
  const type = hearingType(context.hearingType);
  if (type === undefined) return [];
  const earliest = earliestClosing(type, asked.opensOn);
  if (earliest !== null && asked.closesOn < earliest) return [];
  const closingDays = closingDaysIn(await deps.directory.current());
  const names = parties.flatMap(({ document }) => document?.name ?? []);
  return [
    ...windowWarnings({ type, ...asked, closingDays }).map(({ code, day, why, instead }) =>
      word('windowWarnings', code)
        .replace('{day}', weekdayOf(day))
        .replace('{why}', why)
        .replace('{instead}', instead === null ? '' : weekdayOf(instead)),
    ),
    ...(await partiesNotMeeting(deps, names, asked)).map((name) =>
      word('windowWarnings', 'no-meeting').replace('{name}', name),
    ),
  ];
}

/** The same days a second time were meant. @throws Refusal `bad-input` with rule `warned` */
export async function requireConfirmation(
  deps: Parts,
  history: HearingHistory,
  asked: WindowDays,
  understood: string | undefined,
): Promise<void> {
  if (understood !== daysOf(asked) && (await warningsOf(deps, history, asked)).length > 0) {
    throw badInput([{ path: ['closesOn'], message: 'the window has warnings' }], { rule: 'warned' });
  }
}
