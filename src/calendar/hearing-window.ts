/** The window of a hearing: when it opens and closes, how short the law lets it be, and what to think twice about. */
import type { HearingWindow } from '#machines/hearing/events.ts';
import { type ClosingDays, countingPolicy, DEFAULT_POLICY, POLICIES } from './counting-policy.ts';
import { deadline } from './deadline.ts';
import type { HearingType } from './hearing-types.ts';
import { countBack, notHverdag, rollForward } from './hverdage.ts';
import { addDays, addMinutes, addWeeks, endOfDay, instantOf, MORNING } from './zoned.ts';

/** Local days in Denmark; both are part of the window. */
export interface WindowDays {
  opensOn: string;
  closesOn: string;
}

export interface AskedWindow extends WindowDays {
  type: HearingType;
  /** How long a form that was opened in time still counts. */
  graceMinutes: number;
  /** The municipality's own. */
  closingDays: readonly ClosingDays[];
}

export interface WindowWarning {
  code: 'ends-on-no-hverdag' | 'before-summer-ends' | 'short';
  /** The day the warning is about, and what day it is. */
  day: string;
  why: string;
  /** The next hverdag, where the warning is about a day that is none. */
  instead: string | null;
}

const REMIND_DAYS = 3;
/** Below this a party can hardly hold a meeting; a custom (14 days), not a rule. */
const SHORT_DAYS = 14;

/**
 * The first day on which the window may end: weeks are calendar weeks from the day it opens, and a last day that is no hverdag is
 * moved to the next one (planloven § 24; the principle of forældelsesloven § 27). The municipality's own closing days move nothing.
 * @returns null where the law names no minimum
 */
export function earliestClosing(type: HearingType, opensOn: string): string | null {
  if (type.minimumWeeks === null) return null;
  return rollForward(addWeeks(opensOn, type.minimumWeeks), POLICIES[DEFAULT_POLICY]);
}

/** @throws RangeError for what is no day */
export function hearingWindow({ type, opensOn, closesOn, graceMinutes, closingDays }: AskedWindow): HearingWindow {
  const closesAt = endOfDay(closesOn);
  const minimum = earliestClosing(type, opensOn);
  const inputs = { opensOn, closesOn, minimumWeeks: type.minimumWeeks, earliestClosing: minimum };
  const { source } = type;
  const remindsOn = countBack(closesOn, REMIND_DAYS, countingPolicy(DEFAULT_POLICY, closingDays));
  return {
    opens: deadline(instantOf(opensOn, '00:00'), { rule: 'hearing-opens', source, inputs }),
    closes: deadline(closesAt, { rule: 'hearing-closes', source, inputs }),
    graceEnds: deadline(addMinutes(closesAt, graceMinutes), {
      rule: 'hearing-grace',
      source: '',
      inputs: { closesOn, graceMinutes },
    }),
    reminds:
      remindsOn.day <= opensOn
        ? null
        : deadline(instantOf(remindsOn.day, MORNING), {
            rule: 'hearing-reminder',
            source: '',
            inputs: { closesOn, days: REMIND_DAYS },
            policy: DEFAULT_POLICY,
            counted: remindsOn.counted,
            skipped: remindsOn.skipped,
          }),
    minimumClosesAt: minimum === null ? null : endOfDay(minimum),
  };
}

/** What to think twice about before the window is set: said, never moved silently. */
export function windowWarnings({
  type,
  opensOn,
  closesOn,
  closingDays,
}: Omit<AskedWindow, 'graceMinutes'>): WindowWarning[] {
  const policy = countingPolicy(DEFAULT_POLICY, closingDays);
  const why = notHverdag(closesOn, policy);
  const warnings: WindowWarning[] = [];
  if (why !== null) {
    warnings.push({ code: 'ends-on-no-hverdag', day: closesOn, why, instead: rollForward(closesOn, policy) });
  }
  if (type.minimumWeeks === null && closesOn < addDays(opensOn, SHORT_DAYS - 1)) {
    warnings.push({ code: 'short', day: closesOn, why: '', instead: null });
  }
  if (closesOn.slice(5, 7) === '07') {
    warnings.push({ code: 'before-summer-ends', day: closesOn, why: '', instead: null });
  }
  return warnings;
}
