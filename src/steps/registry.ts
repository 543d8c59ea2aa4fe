/** All kinds of step, in the order in which the editor offers them. A kind of the machine that is not here does not compile. */
import type { PlannedStep, StepKind, StepOf } from '#machines/agenda-item/steps.ts';
import { registryBy } from '#src/registry-by.ts';
import * as modules from './modules.gen.ts';
import type { StepKindOf } from './step-kind.ts';

const stepKinds: { [Kind in StepKind]: StepKindOf<StepOf<Kind>> } = registryBy('kind', modules);

export const STEP_KINDS = Object.values(stepKinds) as readonly StepKindOf<PlannedStep>[];

/** The kind of a step. Its functions take that step, or another of the same kind. */
export const kindOf = <Step extends PlannedStep>(step: Pick<Step, 'kind'>): StepKindOf<Step> =>
  stepKinds[step.kind] as unknown as StepKindOf<Step>;

/** The value of the editor's option for a step, `<kind>:<id>`, and the role beside it. */
export function choiceFor(step: PlannedStep): { who: string; role: string } {
  const { id, role } = kindOf(step).choiceOf(step);
  return { who: `${step.kind}:${id}`, role };
}

/** The step that a row of the editor names; none where nothing has been chosen, or nothing that is known. */
export function stepFrom({ who, role }: { who: string; role: string }): PlannedStep[] {
  const [kind, id = ''] = who.split(':');
  const known = STEP_KINDS.find((each) => each.kind === kind);
  const step = known?.fromChoice(id, role);
  return step ? [step] : [];
}
