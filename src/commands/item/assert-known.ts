/** A route may only name what exists. */
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import { badInput } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { kindOf } from '#src/steps/registry.ts';

/** @throws Refusal `unknown-office`, `unknown-organ` (400), with the step */
export function assertKnown(plan: readonly PlannedStep[], directory: Directory): void {
  for (const [index, step] of plan.entries()) {
    const rule = kindOf(step).unknownIn(step, directory);
    if (rule !== null)
      throw badInput([{ path: ['plan', index], message: 'names what does not exist' }], { rule, step });
  }
}
