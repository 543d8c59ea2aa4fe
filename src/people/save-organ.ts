/** Makes an organ known, or changes its members and rules. */
import { COUNCIL_RULE, type DispatchRule } from '#src/calendar/dispatch-rule.ts';
import { notAllowedNow } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import { dispatchRuleOf } from './dispatch-rule.ts';
import { overlap } from './local-day.ts';
import { organModel } from './models.ts';
import { inputFor, type PeopleDeps, saveRow } from './save-row.ts';
import { type Membership, Organ } from './types.ts';

export const SaveOrgan = inputFor(Organ);

const clash = (members: readonly Membership[], same: (a: Membership, b: Membership) => boolean) =>
  members.find((one, index) => members.slice(index + 1).some((two) => same(one, two) && overlap(one, two)));

/** What kommunestyrelsesloven says of the council is no choice: § 13 who signs, § 8(4) when the agenda goes out. */
function refuseUnlawful(kind: Organ['kind'], signing: Organ['signing'], { days }: DispatchRule): void {
  if (kind !== 'council') return;
  if (signing !== 'participants') throw notAllowedNow('organ-council-signs');
  const { days: least } = COUNCIL_RULE;
  if (days === null || days < least) throw notAllowedNow('organ-council-dispatch', { days: least });
}

/**
 * @param input the whole organ; `rev` is the revision that was read, null for a new one
 * @returns the organ as stored
 * @throws Refusal `bad-input`, `unknown-person`, `organ-abbreviation-in-use`, `organ-member-twice`, `organ-chairs-overlap`,
 *   `organ-council-signs`, `organ-council-dispatch`, `id-in-use`, `not-found`, `row-changed`
 */
export async function saveOrgan(deps: PeopleDeps, input: unknown, by: string | null): Promise<Organ> {
  const { id = deps.ids.next('organ'), rev, ...fields } = readInput(SaveOrgan, input);
  const directory = await deps.directory.refresh();
  for (const { person } of fields.members) {
    if (person !== null && !directory.people.has(person)) throw notAllowedNow('unknown-person', { person });
  }
  // The abbreviation is what a printed Sagsgang says, so it may mean one organ only.
  const namesake = [...directory.organs.values()].find(
    (one) => one.id !== id && one.abbreviation.toLocaleLowerCase('da') === fields.abbreviation.toLocaleLowerCase('da'),
  );
  if (namesake) throw notAllowedNow('organ-abbreviation-in-use', { organ: namesake.id });
  const twice = clash(fields.members, (a, b) => a.person !== null && a.person === b.person);
  if (twice) throw notAllowedNow('organ-member-twice', { person: twice.person });
  if (clash(fields.members, (a, b) => a.chair && b.chair)) throw notAllowedNow('organ-chairs-overlap');
  const dispatch = dispatchRuleOf(fields);
  refuseUnlawful(fields.kind, fields.signing, dispatch);
  return saveRow(deps, organModel(deps.connection), { id, rev, fields: { ...fields, dispatch }, by });
}
