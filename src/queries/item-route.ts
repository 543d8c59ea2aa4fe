/** The route of an item as steps with what has become of each. Pure. */

import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { hasTag } from '#machines/states.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { whoActsFor } from '#src/people/offices.ts';
import { kindOf } from '#src/steps/registry.ts';
import type { StepStatus } from '#src/steps/step-kind.ts';
import type { TransitionRecord } from '#src/store/record.ts';

export interface RouteStop {
  kind: RouteStep['kind'];
  /** The office's or organ's name, or the kind of hearing; empty for an organ still to be found. */
  name: string;
  role: string | null;
  status: StepStatus;
  /** Who is to act, or who acted. */
  people: string[];
  /** ISO instant of what was done at the step; null before. */
  at: string | null;
}

type ItemRecord = TransitionRecord & { state: { context: ItemContext } };

/** The last transition that dealt with a step, such as an approval, a skip, or the end of the meeting that treated it. */
const dealtWith = (records: readonly TransitionRecord[], step: RouteStep): ItemRecord | undefined =>
  (records as ItemRecord[]).findLast(({ event, state: { context } }) =>
    kindOf(step).isDealtWithBy(event as ItemEvent, context, step.id),
  );

/** @param records all transitions of the item; @param now decides who fills an office today */
export function routeOf(
  directory: Directory,
  context: ItemContext,
  state: string,
  records: readonly TransitionRecord[],
  now: Date,
): RouteStop[] {
  const person = (id: string) => personName(directory, id);
  return context.route.map((step, index) => {
    const passed = index < context.position && !hasTag('agenda-item', state, 'drafting');
    const treated = context.treatments.some((treatment) => treatment.step === step.id);
    const isCurrent = index === context.position && hasTag('agenda-item', state, 'on-route');
    const record = passed || treated ? dealtWith(records, step) : undefined;
    const isSkipped = record?.event.type === 'skip' || (passed && !record);
    const office = kindOf(step).officeOf(step);
    const acted = record?.actor.kind === 'person' && office !== null ? [person(record.actor.person)] : [];
    const waiting = office !== null && !record ? whoActsFor(directory, office, now).people.map(person) : [];
    return {
      kind: step.kind,
      name: kindOf(step).nameOf(step, directory),
      role: 'role' in step ? step.role : null,
      status: passed || treated ? (isSkipped ? 'skipped' : 'done') : isCurrent ? 'current' : 'coming',
      people: record ? acted : waiting,
      at: record?.at ?? null,
    };
  });
}
