/** What a deadline keeps of how its time was found, so that it can be printed, checked and found again. */
import { z } from 'zod';
import type { Due } from '#machines/primitives.ts';
import { CALENDAR_VERSION } from '#src/calendar/holidays.ts';

/** Above the longest rule of an organ (60 hverdage, the day of dispatch not counted), so that whatever is counted can be read back. */
const MOST_DAYS = 70;

export const Basis = z.strictObject({
  /** The rule of the deadline's kind, see `registry.ts`. */
  rule: z.string().max(40),
  /** Paragraph or custom that the rule comes from; empty where it is the service's own. */
  source: z.string().max(120),
  /** What it was counted from: days, times, numbers, by name. */
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** The counting policy's id; null where no hverdage were counted. */
  policy: z.string().nullable(),
  calendarVersion: z.string(),
  /** The hverdage counted, first to last. */
  counted: z.array(z.iso.date()).max(MOST_DAYS),
  /** Days passed over and why, plain weekends left out. */
  skipped: z.array(z.strictObject({ day: z.iso.date(), why: z.string() })).max(MOST_DAYS),
});
export type Basis = z.infer<typeof Basis>;

/**
 * @param dueAt ISO instant in UTC
 * @param found how it was found; what is left out was not needed
 */
export const dueBy = (dueAt: string, found: Pick<Basis, 'rule' | 'source' | 'inputs'> & Partial<Basis>): Due => ({
  dueAt,
  basis: { policy: null, counted: [], skipped: [], calendarVersion: CALENDAR_VERSION, ...found },
});
