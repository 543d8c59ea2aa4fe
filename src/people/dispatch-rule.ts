/** When an organ's agenda must have been sent: its own rule, or what follows from the kind of organ. */
import { COUNCIL_RULE, type DispatchRule, NO_RULE } from '#src/calendar/dispatch-rule.ts';
import type { Organ } from './types.ts';

/** @returns the organ's rule; without one the law's for the council, and none for every other organ (KSL § 20(3) names no number) */
export const dispatchRuleOf = ({ kind, dispatch }: Pick<Organ, 'kind' | 'dispatch'>): DispatchRule =>
  dispatch ?? (kind === 'council' ? COUNCIL_RULE : NO_RULE);
