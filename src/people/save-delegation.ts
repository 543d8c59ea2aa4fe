/** Records that somebody may act for somebody else, or for an office, for a time; also changes and ends it. */
import { notAllowedNow } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import { delegationModel } from './models.ts';
import type { PeopleDeps } from './save-row.ts';
import { inputFor, saveRow } from './save-row.ts';
import { Delegation } from './types.ts';

export const SaveDelegation = inputFor(Delegation);

/**
 * @param input the whole delegation; `rev` is the revision that was read, null for a new one. It is ended by an earlier `validTo`
 * @returns the delegation as stored
 * @throws Refusal `bad-input`, `unknown-person`, `unknown-office`, `delegation-to-self`, `period-backwards`,
 *   `id-in-use`, `not-found`, `row-changed`
 */
export async function saveDelegation(deps: PeopleDeps, input: unknown, by: string | null): Promise<Delegation> {
  const { id = deps.ids.next('delegation'), rev, ...fields } = readInput(SaveDelegation, input);
  const { from, to, scope, validFrom, validTo } = fields;
  const directory = await deps.directory.refresh();
  for (const person of from.kind === 'person' ? [from.id, to] : [to]) {
    if (!directory.people.has(person)) throw notAllowedNow('unknown-person', { person });
  }
  for (const office of [...(from.kind === 'office' ? [from.id] : []), ...(scope.offices ?? [])]) {
    if (!directory.offices.has(office)) throw notAllowedNow('unknown-office', { office });
  }
  if (from.kind === 'person' && from.id === to) throw notAllowedNow('delegation-to-self', { person: to });
  if (validTo !== null && validTo < validFrom) throw notAllowedNow('period-backwards', { validFrom, validTo });
  return saveRow(deps, delegationModel(deps.connection), { id, rev, fields, by });
}
