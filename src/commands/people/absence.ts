/** Somebody says of themselves that they are away (fravær), and who stands in for them: a delegation that is limited to nothing. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { addDays } from '#src/calendar/zoned.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { isWhole } from '#src/people/substitutes.ts';
import type { Delegation } from '#src/people/types.ts';
import { readInput } from '#src/read-input.ts';
import { nameSubstitute, type SubstituteDeps } from './name-substitute.ts';

/** First and last day of it, `YYYY-MM-DD` in Europe/Copenhagen, and whoever stands in. */
export const AbsenceInput = z.strictObject({
  substitute: Id,
  from: z.iso.date(),
  until: z.iso.date(),
  reason: z.string().trim().min(1).max(500),
});

/** Those of somebody's own absences that are not over, the earliest first. @param day `YYYY-MM-DD` */
export const absencesOf = ({ delegations }: Directory, person: string, day: string): Delegation[] =>
  delegations
    .filter(
      (one) =>
        one.from.kind === 'person' &&
        one.from.id === person &&
        isWhole(one) &&
        (one.validTo === null || one.validTo >= day),
    )
    .toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));

/**
 * @param person who is away
 * @returns the delegation as stored; the substitute is mailed what waits already
 * @throws Refusal `bad-input`, `unknown-person`, `person-has-left`, `delegation-to-self`, `period-backwards`, `absence-over` (409)
 */
export async function beginAbsence(deps: SubstituteDeps, input: unknown, person: string): Promise<Delegation> {
  const { substitute, from, until, reason } = readInput(AbsenceInput, input);
  const [directory, now] = await Promise.all([deps.directory.refresh(), deps.clock.now()]);
  const today = localDay(now);
  if (until < from) throw notAllowedNow('period-backwards', { from, until });
  if (until < today) throw notAllowedNow('absence-over', { until });
  if (directory.people.get(substitute)?.active === false) throw notAllowedNow('person-has-left', { substitute });
  // The same sent twice is one absence: the second finds the first.
  const same = absencesOf(directory, person, today).find(
    (one) => one.to === substitute && one.validFrom === from && one.validTo === until,
  );
  if (same) return same;
  return nameSubstitute(
    deps,
    {
      rev: null,
      from: { kind: 'person', id: person },
      to: substitute,
      scope: { actions: null, offices: null },
      validFrom: from,
      validTo: until,
      reason,
    },
    person,
  );
}

/**
 * Ends one's own absence: from today on nobody stands in any more. It stays on record up to yesterday.
 * @throws Refusal 404 for one that is not the person's own or is over; `row-changed` (412)
 */
export async function endAbsence(deps: SubstituteDeps, id: string, person: string): Promise<Delegation> {
  const [directory, now] = await Promise.all([deps.directory.refresh(), deps.clock.now()]);
  const today = localDay(now);
  const absence = absencesOf(directory, person, today).find((one) => one.id === id);
  if (absence === undefined) throw notFound('delegation');
  const yesterday = addDays(today, -1);
  // One that has not begun is over before its first day.
  const hasBegun = absence.validFrom <= yesterday;
  const validFrom = hasBegun ? absence.validFrom : yesterday;
  return nameSubstitute(deps, { ...absence, validFrom, validTo: yesterday }, person);
}
