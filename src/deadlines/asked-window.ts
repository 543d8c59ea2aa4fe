/** The window of a hearing as its officer asks for it: what all four of its deadlines begin with. */
import type { ClosingDays } from '#src/calendar/counting-policy.ts';
import type { HearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing, type WindowDays } from '#src/calendar/hearing-window.ts';

export interface AskedWindow extends WindowDays {
  type: HearingType;
  /** How long a form that was opened in time still counts. */
  graceMinutes: number;
  /** The municipality's own. */
  closingDays: readonly ClosingDays[];
}

/** What the opening and the closing keep of how they were found: the days, and the law's minimum where it names one. */
export const foundFrom = ({ type, opensOn, closesOn }: AskedWindow) => ({
  source: type.source,
  inputs: {
    opensOn,
    closesOn,
    minimumWeeks: type.minimumWeeks,
    earliestClosing: earliestClosing(type, opensOn),
  },
});
