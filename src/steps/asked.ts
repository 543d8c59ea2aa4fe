/** Whom a step asks, and what was asked of them last: as the step's kind says it. */
import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import type { PlannedStep } from '#machines/agenda-item/steps.ts';
import { kindOf, STEP_KINDS } from './registry.ts';
import type { RequestToPeople } from './step-kind.ts';

/** People by id, or an organ's members of the day; null where the step asks nobody to answer. */
export const whoIsAsked = (step: PlannedStep) => kindOf(step).asksPeople?.asked(step) ?? null;

/** All that the item remembers having asked of people. */
export const requestsIn = (context: ItemContext): RequestToPeople[] =>
  STEP_KINDS.flatMap(({ asksPeople }) => asksPeople?.requests(context) ?? []);

/** What is asked at the step that the item stands at, in its present round. */
export const currentRequest = (context: ItemContext): RequestToPeople | undefined =>
  requestsIn(context).find(({ step, round }) => round === context.round && step === currentStep(context)?.id);
