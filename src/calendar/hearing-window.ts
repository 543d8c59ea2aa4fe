/** The window of a hearing: how short the law lets it be, and what its officer is warned of. */
import { type ClosingDays, countingPolicy, DEFAULT_POLICY, POLICIES } from './counting-policy.ts';
import type { HearingType } from './hearing-types.ts';
import { notHverdag, rollForward } from './hverdage.ts';
import { addDays, addWeeks } from './zoned.ts';

/** Local days in Denmark; both are part of the window. */
export interface WindowDays {
  opensOn: string;
  closesOn: string;
}

export interface WindowWarning {
  code: 'ends-on-no-hverdag' | 'before-summer-ends' | 'short';
  /** The day the warning is about, and what day it is. */
  day: string;
  why: string;
  /** The next hverdag, where the warning is about a day that is none. */
  instead: string | null;
}

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

/** What its officer is warned of before the window is set: said, never moved silently. */
export function windowWarnings({
  type,
  opensOn,
  closesOn,
  closingDays,
}: WindowDays & { type: HearingType; closingDays: readonly ClosingDays[] }): WindowWarning[] {
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
