/** Keeps the days on which the town hall is closed; also changes them and takes them back. */
import { addDays } from '#src/calendar/zoned.ts';
import { notAllowedNow } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import { closureModel } from './models.ts';
import type { PeopleDeps } from './save-row.ts';
import { inputFor, saveRow } from './save-row.ts';
import { Closure } from './types.ts';

export const SaveClosure = inputFor(Closure);

/** A longer one is a slip of the pen in a year, and would be counted through day by day. */
const MOST_DAYS = 366;

/**
 * @param input the whole closure; `rev` is the revision that was read, null for a new one. It is taken back by `active: false`
 * @returns the closure as stored; deadlines that are set already stay where they are
 * @throws Refusal `bad-input`, `period-backwards`, `closure-too-long`, `id-in-use`, `not-found`, `row-changed`
 */
export async function saveClosure(deps: PeopleDeps, input: unknown, by: string | null): Promise<Closure> {
  const { id = deps.ids.next('closure'), rev, ...fields } = readInput(SaveClosure, input);
  const { from, to } = fields;
  if (to < from) throw notAllowedNow('period-backwards', { from, to });
  if (to >= addDays(from, MOST_DAYS)) throw notAllowedNow('closure-too-long', { from, to });
  return saveRow(deps, closureModel(deps.connection), { id, rev, fields, by });
}
