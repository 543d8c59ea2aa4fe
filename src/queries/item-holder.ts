/** Who has the item now, and since when: the first thing everybody asks. Pure. */

import { authorsOf, currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { hasTag, metaOf } from '#machines/states.ts';
import type { Directory } from '#src/people/directory.ts';
import { officeName, personName } from '#src/people/names.ts';
import { whoActsFor } from '#src/people/offices.ts';
import { kindOf } from '#src/steps/registry.ts';
import type { StepHolder } from '#src/steps/step-kind.ts';
import type { ItemRow, MeetingRow } from '#src/store/projections.ts';
import type { TransitionRecord } from '#src/store/record.ts';

export interface ItemHolder {
  kind: 'officer' | StepHolder['kind'] | 'signature' | 'nobody' | 'withdrawn';
  /** The name of the office or organ; empty where there is none. */
  name: string;
  people: string[];
  /** How an office is filled. */
  capacity: ReturnType<typeof whoActsFor>['kind'] | null;
  /** The office above that acts for a vacant one. */
  through: string | null;
  meeting: { id: string; date: string; startsAt: string } | null;
  /** ISO instant. */
  since: string;
}

/** When the item came where it is now: the first of the last transitions that left it in the same state at the same step. */
export function heldSince(records: readonly TransitionRecord[]): string {
  const last = records.at(-1);
  let since = last?.at ?? '';
  for (const record of records.toReversed()) {
    const [here, there] = [record.state.context as ItemContext, last?.state.context as ItemContext];
    if (record.to !== last?.to || here.position !== there.position || here.round !== there.round) break;
    since = record.at;
  }
  return since;
}

const namesOf = (directory: Directory, ids: readonly string[]) => ids.map((id) => personName(directory, id));

/**
 * @param item state and context as they stand
 * @param meeting the row of the meeting that has the item on its agenda, if one has
 * @param now decides who fills an office today
 */
export function holderOf(
  directory: Directory,
  item: Pick<ItemRow, 'state' | 'context'>,
  meeting: MeetingRow | null,
  since: string,
  now: Date,
): ItemHolder {
  const { context, state } = item;
  const step = currentStep(context);
  const held = (kind: ItemHolder['kind'], more: Partial<ItemHolder> = {}): ItemHolder => ({
    kind,
    name: '',
    people: [],
    capacity: null,
    through: null,
    meeting: null,
    since,
    ...more,
  });
  const { waitsFor } = metaOf('agenda-item', state);
  if (waitsFor === 'officer') return held('officer', { people: namesOf(directory, authorsOf(context)) });
  if (waitsFor === 'nobody') return held(hasTag('agenda-item', state, 'reopenable') ? 'withdrawn' : 'nobody');
  if (waitsFor === 'signers') return held('signature');
  if (step === undefined) return held('nobody');
  const onAgenda = meeting !== null && !hasTag('agenda-item', state, 'awaits-agenda');
  const { kind, name } = kindOf(step).holder(step, directory, onAgenda);
  const office = kindOf(step).officeOf(step);
  if (office !== null) return held(kind, { name, ...actingFor(directory, office, now) });
  if (kind !== 'meeting' || meeting === null) return held(kind, { name });
  const { date, startsAt } = meeting.context;
  return held(kind, { name, meeting: { id: meeting._id, date, startsAt } });
}

function actingFor(directory: Directory, office: string, now: Date) {
  const { people, kind, through } = whoActsFor(directory, office, now);
  return {
    people: namesOf(directory, people),
    capacity: kind,
    through: through === undefined ? null : officeName(directory, through),
  };
}
