/** The route of an item as steps with what has become of each. Pure. */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, organName, personName } from '#src/people/names.ts';
import { whoActsFor } from '#src/people/offices.ts';
import type { TransitionRecord } from '#src/store/record.ts';

export interface RouteStop {
  kind: RouteStep['kind'];
  /** The office's or organ's name, or the kind of hearing; empty for an organ still to be found. */
  name: string;
  role: string | null;
  standing: 'done' | 'skipped' | 'current' | 'coming';
  /** Who is to act, or who acted. */
  people: string[];
  /** ISO instant of what was done at the step; null before. */
  at: string | null;
}

type ItemRecord = TransitionRecord & { state: { context: ItemContext } };

/** The last transition that dealt with a step: an approval, a skip, or the end of the meeting that treated it. */
function dealtWith(records: readonly TransitionRecord[], step: string): ItemRecord | undefined {
  return (records as ItemRecord[]).findLast(({ event, state: { context } }) => {
    if (event.type === 'approve' || event.type === 'skip') return event.step === step;
    if (event.type === 'hearingConcluded') return event.step === step;
    return event.type === 'meetingEnded' && context.treatments.at(-1)?.step === step;
  });
}

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
    const passed = index < context.position && state !== 'draft';
    const treated = context.treatments.some((treatment) => treatment.step === step.id);
    const isCurrent = index === context.position && state.startsWith('travelling');
    const record = passed || treated ? dealtWith(records, step.id) : undefined;
    const isSkipped = record?.event.type === 'skip' || (passed && !record);
    const acted = record?.actor.kind === 'person' && step.kind === 'approval' ? [person(record.actor.person)] : [];
    const waiting =
      step.kind === 'approval' && !record ? whoActsFor(directory, step.office, now).people.map(person) : [];
    return {
      kind: step.kind,
      name: nameOf(directory, step),
      role: step.kind === 'organ' ? step.role : null,
      standing: passed || treated ? (isSkipped ? 'skipped' : 'done') : isCurrent ? 'current' : 'coming',
      people: record ? acted : waiting,
      at: record?.at ?? null,
    };
  });
}

/** The step's office, organ or kind of hearing by name; empty for an organ still to be found. */
export function nameOf(directory: Directory, step: RouteStep): string {
  if (step.kind === 'approval') return officeName(directory, step.office);
  if (step.kind === 'organ') return step.organ === null ? '' : organName(directory, step.organ);
  return hearingType(step.hearingType)?.name ?? '';
}
