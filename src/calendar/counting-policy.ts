/**
 * How hverdage are counted. No authority says whether Saturday, grundlovsdag, Christmas Eve and New Year's Eve are hverdage in the
 * sense of kommunestyrelsesloven § 8, so it is a choice of the municipality; the strict one is the safe one.
 */
import { z } from 'zod';

const MonthDay = z.string().regex(/^\d{2}-\d{2}$/);

/** Days on which the town hall is closed, first and last day included. */
export const ClosingDays = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  name: z.string().trim().min(1).max(80),
});
export type ClosingDays = z.infer<typeof ClosingDays>;

export const CountingPolicy = z.strictObject({
  id: z.string().min(1).max(40),
  saturdayCounts: z.boolean(),
  /** Days of every year that are no holidays by law and do not count either, by name; `MM-DD`. */
  extraNonDays: z.record(MonthDay, z.string()),
  /** The municipality's own; no hverdage in any of the four readings. */
  closingDays: z.array(ClosingDays),
  /** Whether the day of dispatch is itself one of the hverdage. */
  dispatchDayCounts: z.boolean(),
});
export type CountingPolicy = z.infer<typeof CountingPolicy>;

const EXTRA = { '06-05': 'grundlovsdag', '12-24': 'juleaftensdag', '12-31': 'nytårsaftensdag' };
const policy = (id: string, saturdayCounts: boolean, extra: boolean): CountingPolicy => ({
  id,
  saturdayCounts,
  extraNonDays: extra ? EXTRA : {},
  closingDays: [],
  dispatchDayCounts: true,
});

/** The four readings found in practice, from strict to lenient. */
export const POLICIES = {
  strict: policy('strict', false, true),
  'extra-days-count': policy('extra-days-count', false, false),
  'saturday-counts': policy('saturday-counts', true, true),
  lenient: policy('lenient', true, false),
} as const satisfies Record<string, CountingPolicy>;
export type PolicyId = keyof typeof POLICIES;
export const PolicyId = z.enum(Object.keys(POLICIES) as [PolicyId, ...PolicyId[]]);
export const DEFAULT_POLICY: PolicyId = 'strict';

/** A reading of *hverdag* in a municipality that is also closed on days of its own. */
export const countingPolicy = (id: PolicyId, closingDays: readonly ClosingDays[]): CountingPolicy => ({
  ...POLICIES[id],
  closingDays: [...closingDays],
});
