/** By which rule an organ's agenda must have been sent. */
import { z } from 'zod';
import { LocalTime } from '#machines/primitives.ts';
import { DEFAULT_POLICY, PolicyId } from './counting-policy.ts';

/** An organ's rule. `days` null: the organ has none. `cutoffTime` null: any time of the last day will do. */
export const DispatchRule = z.strictObject({
  days: z.number().int().min(1).max(60).nullable(),
  policy: PolicyId,
  cutoffTime: LocalTime.nullable(),
});
export type DispatchRule = z.infer<typeof DispatchRule>;

/** Four hverdage, agenda and material together: law for the council (kommunestyrelsesloven § 8(4)). */
export const COUNCIL_RULE = { days: 4, policy: DEFAULT_POLICY, cutoffTime: null } as const satisfies DispatchRule;
export const NO_RULE: DispatchRule = { days: null, policy: DEFAULT_POLICY, cutoffTime: null };
