/** Makes an office known, or changes who holds it and who is above it. */
import { notAllowedNow } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import type { Directory } from './directory.ts';
import { overlap } from './local-day.ts';
import { officeModel } from './models.ts';
import type { PeopleDeps } from './save-row.ts';
import { inputFor, saveRow } from './save-row.ts';
import type { Holding } from './types.ts';
import { Office } from './types.ts';

export const SaveOffice = inputFor(Office);

/** An office has one holder and one acting holder at a time; deputies may be several, each named once. */
function refuseOverlaps(holders: readonly Holding[]): void {
  holders.forEach((one, index) => {
    const other = holders
      .slice(index + 1)
      .find(
        (two) => two.kind === one.kind && overlap(one, two) && (one.kind !== 'deputy' || one.person === two.person),
      );
    if (other) throw notAllowedNow('office-holders-overlap', { kind: one.kind, people: [one.person, other.person] });
  });
}

function refuseRing(directory: Directory, id: string, superior: string | null): void {
  for (let at = superior; at !== null; at = directory.offices.get(at)?.superior ?? null) {
    if (at === id) throw notAllowedNow('office-superior-ring', { id, superior });
  }
}

/**
 * @param input the whole office; `rev` is the revision that was read, null for a new one. Periods are calendar days, both ends included
 * @returns the office as stored
 * @throws Refusal `bad-input`, `unknown-person`, `unknown-office`, `office-holders-overlap`, `office-superior-ring`,
 *   `id-in-use`, `not-found`, `row-changed`
 */
export async function saveOffice(deps: PeopleDeps, input: unknown, by: string | null): Promise<Office> {
  const { id = deps.ids.next('office'), rev, ...fields } = readInput(SaveOffice, input);
  const directory = await deps.directory.refresh();
  for (const { person } of fields.holders) {
    if (!directory.people.has(person)) throw notAllowedNow('unknown-person', { person });
  }
  if (fields.superior !== null && fields.superior !== id && !directory.offices.has(fields.superior)) {
    throw notAllowedNow('unknown-office', { office: fields.superior });
  }
  refuseOverlaps(fields.holders);
  refuseRing(directory, id, fields.superior);
  return saveRow(deps, officeModel(deps.connection), { id, rev, fields, by });
}
