/** Where items are and who has to do something with each, for administrators: a title where the item is open, else its records number. */
import { trusted } from 'mongoose';
import { currentHearing } from '#machines/agenda-item/context.ts';
import { hasTag } from '#machines/states.ts';
import type { CommandDeps } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import type { ItemRow } from '#src/store/projections.ts';
import { holderOf, type ItemHolder } from './item-holder.ts';
import { namesOf } from './item-titles.ts';
import { type HearingStage, hearingStages } from './open-hearings.ts';

export interface Whereabouts {
  item: string;
  state: string;
  at: string;
  /** Null for a closed item, and for one that nobody has sent off yet: what those are called is not an administrator's to read. */
  title: string | null;
  caseNumber: string | null;
  officer: string;
  holder: ItemHolder;
  /** Of an item at a hearing: how far that is. */
  hearing: HearingStage | 'unscheduled' | 'unplanned' | null;
  isTreated: boolean;
}

/** @param now decides who fills an office today. @returns in the order of the rows */
export async function whereaboutsOf(
  deps: Pick<CommandDeps, 'collections' | 'contents'>,
  directory: Directory,
  rows: readonly ItemRow[],
  now: Date,
): Promise<Whereabouts[]> {
  const listed = rows.flatMap(({ context }) => context.listing?.meeting ?? []);
  const [names, meetings, stages] = await Promise.all([
    namesOf(deps, rows),
    deps.collections.meetings.find({ _id: trusted({ $in: listed }) }).lean(),
    hearingStages(
      deps,
      rows.map(({ _id: item, state }) => ({ item, state })),
    ),
  ]);
  const meetingOf = new Map(meetings.map((row) => [row._id, row]));
  return rows.map((row) => {
    const { _id: item, state, at, context } = row;
    const name = names.get(item);
    const mayBeNamed =
      context.openness === 'open' && context.version !== null && !hasTag('agenda-item', state, 'drafting');
    return {
      item,
      state,
      at,
      title: mayBeNamed ? (name?.title ?? null) : null,
      caseNumber: name?.caseNumber ?? null,
      officer: personName(directory, context.owner),
      holder: holderOf(directory, row, meetingOf.get(context.listing?.meeting ?? '') ?? null, at, now),
      hearing: hearingOf(row, stages),
      isTreated: hasTag('agenda-item', state, 'treated'),
    };
  });
}

function hearingOf(
  { _id, state, context }: ItemRow,
  stages: ReadonlyMap<string, HearingStage>,
): Whereabouts['hearing'] {
  if (!hasTag('agenda-item', state, 'in-hearing')) return null;
  return currentHearing(context) === undefined ? 'unplanned' : (stages.get(_id) ?? 'unscheduled');
}
