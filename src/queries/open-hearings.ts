/** How far the hearings of items are: an item that has come to its hearing waits until it is planned and its window is open. */
import { trusted } from 'mongoose';
import { hasTag } from '#machines/states.ts';
import type { CommandDeps } from '#src/context.ts';

/** `heard`: answers are asked for; `closed`: the window is over, and somebody has to write the note. */
export type HearingStage = 'heard' | 'closed';

const stageOf = (state: string): HearingStage | null =>
  hasTag('hearing', state, 'asks-for-answers') ? 'heard' : hasTag('hearing', state, 'to-conclude') ? 'closed' : null;

/** @returns the stage by item; none for an item whose hearing is still to come, or that is at no hearing */
export async function hearingStages(
  { collections }: Pick<CommandDeps, 'collections'>,
  items: readonly { item: string; state: string }[],
): Promise<ReadonlyMap<string, HearingStage>> {
  const waiting = items.filter(({ state }) => hasTag('agenda-item', state, 'in-hearing')).map(({ item }) => item);
  if (waiting.length === 0) return new Map();
  const rows = await collections.hearings.find({ item: trusted({ $in: waiting }) }, { item: 1, state: 1 }).lean();
  return new Map(
    rows.flatMap(({ item, state }): [string, HearingStage][] => {
      const stage = stageOf(state);
      return stage === null ? [] : [[item, stage]];
    }),
  );
}
