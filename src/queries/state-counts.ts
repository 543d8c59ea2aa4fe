/** How many items, meetings and hearings are in each state. */
import type { MachineName } from '#machines/run.ts';
import { statesOf } from '#machines/states.ts';
import type { Collections } from '#src/store/collections.ts';

export type StateCounts = ReadonlyMap<string, number>;

/** Counted anew at most so often: the picture is shown again and again, and a count of all rows is not free. */
const KEPT_MS = 5_000;
const kept = new WeakMap<object, Map<MachineName, { at: number; counts: Promise<StateCounts> }>>();

type Rows = Pick<Collections, 'items' | 'meetings' | 'hearings'>;
const countIn = ({ items, meetings, hearings }: Rows, machine: MachineName, state: string): Promise<number> => {
  if (machine === 'agenda-item') return items.countDocuments({ state }).exec();
  return machine === 'meeting' ? meetings.countDocuments({ state }).exec() : hearings.countDocuments({ state }).exec();
};

async function count(collections: Rows, machine: MachineName): Promise<StateCounts> {
  const counts = statesOf(machine).map(async (state) => [state, await countIn(collections, machine, state)] as const);
  return new Map(await Promise.all(counts));
}

/** @returns the number for every state in which the machine can rest, in the machine's order; it may be a few seconds old */
export function stateCounts(collections: Rows, machine: MachineName): Promise<StateCounts> {
  const known = kept.get(collections) ?? new Map();
  kept.set(collections, known);
  const last = known.get(machine);
  if (last !== undefined && Date.now() - last.at < KEPT_MS) return last.counts;
  const counts = count(collections, machine);
  known.set(machine, { at: Date.now(), counts });
  // A count that failed is not kept.
  counts.catch(() => known.delete(machine));
  return counts;
}
