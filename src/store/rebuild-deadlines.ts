/** Deadlines follow from the transitions, so they can be made anew: those asked for, less those fired and those dropped. */

import { driverOf } from '#src/model.ts';
import { type Collections, ignoreDuplicates } from './collections.ts';
import { DROPPED, deadlineRow } from './deadlines.ts';

const BATCH = 500;

/** Enters the rows that are missing; rows that are there stay as they are. @returns how many deadlines were ever asked for */
export async function rebuildDeadlines({
  transitions,
  deadlines,
}: Pick<Collections, 'transitions' | 'deadlines'>): Promise<number> {
  const fired = new Map<string, { at: string; late: boolean }>();
  const dropped = new Map<string, string>();
  const asked: ReturnType<typeof deadlineRow>[] = [];
  for await (const { stream, at, event, effects } of transitions.find().lean()) {
    if ('deadline' in event) fired.set(event.deadline, { at, late: event.late });
    for (const effect of effects) {
      if (effect.kind === 'deadline') asked.push(deadlineRow(stream, at, effect.params));
      if (effect.kind === 'drop-deadlines') for (const id of effect.params.ids) dropped.set(id, at);
    }
  }
  for (const row of asked) {
    const done = fired.get(row._id);
    const droppedAt = dropped.get(row._id);
    if (done) {
      Object.assign(row, { state: 'done', late: done.late, closedAt: new Date(done.at) });
      if (done.late) row.notable = true;
    }
    if (!done && droppedAt) Object.assign(row, { state: 'void', note: DROPPED, closedAt: new Date(droppedAt) });
  }
  for (let start = 0; start < asked.length; start += BATCH) {
    await ignoreDuplicates(driverOf(deadlines).insertMany(asked.slice(start, start + BATCH), { ordered: false }));
  }
  return asked.length;
}
