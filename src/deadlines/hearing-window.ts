/** The window of a hearing, its four deadlines and the earliest end that the law allows. */
import type { HearingWindow } from '#machines/hearing/events.ts';
import { earliestClosing } from '#src/calendar/hearing-window.ts';
import { endOfDay } from '#src/calendar/zoned.ts';
import type { AskedWindow } from './asked-window.ts';
import { hearingCloses } from './hearing-closes.ts';
import { hearingGraceEnds } from './hearing-grace-ends.ts';
import { hearingOpens } from './hearing-opens.ts';
import { hearingReminds } from './hearing-reminds.ts';

/** @throws RangeError for what is no day */
export function hearingWindow(asked: AskedWindow): HearingWindow {
  const minimum = earliestClosing(asked.type, asked.opensOn);
  return {
    opens: hearingOpens.dueFor(asked),
    closes: hearingCloses.dueFor(asked),
    graceEnds: hearingGraceEnds.dueFor(asked),
    reminds: hearingReminds.dueFor(asked),
    minimumClosesAt: minimum === null ? null : endOfDay(minimum),
  };
}
