/** To somebody who may act for another, or for an office, for a time: what that covers, and what waits already. */
import { z } from 'zod';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { localDay } from '#src/people/local-day.ts';
import { officeName } from '#src/people/names.ts';
import { officesOf } from '#src/people/offices.ts';
import { isWhole } from '#src/people/substitutes.ts';
import type { Delegation } from '#src/people/types.ts';
import { atOffices, UNFINISHED } from '#src/store/item-filters.ts';
import {
  type AboutSubstitute,
  awayName,
  delegationOf,
  notAsMailed,
  type PeopleSubject,
  substituteMail,
  withItems,
} from '../about-people.ts';
import { Line } from '../fields.ts';
import { listedLines } from '../item-line.ts';
import type { MailSources } from '../mail-reader.ts';
import { toPerson } from '../recipients.ts';
import { tasksUrl } from '../urls.ts';

type Subject = PeopleSubject<AboutSubstitute>;

export const substituteNamed = substituteMail({
  /** `awayName` is the person or the office; `from` and `to` are Danish dates, `to` null without an end. */
  props: withItems({
    awayName: Line,
    from: Line,
    to: Line.nullable(),
    reason: Line,
    /** The offices that it covers on its first day, in a row; null for none. */
    offices: Line.nullable(),
    /** Also all that the person writes as an officer. */
    whole: z.boolean(),
  }),
  outdated(subject) {
    const { validTo } = delegationOf(subject) ?? { validTo: null };
    return notAsMailed(subject) ?? (validTo !== null && validTo < localDay(subject.now) ? 'over' : null);
  },
  to: toPerson,
  nobody: { void: 'no-address' },
  async says(subject) {
    const { deps, directory } = subject;
    const delegation = delegationOf(subject) as Delegation;
    const { validFrom, validTo, reason } = delegation;
    const offices = officesCovered(subject, delegation);
    const listed = await deps.reader.find(async (sources) =>
      listedLines(sources, deps.publicUrl, await waitingFor(sources, delegation, offices)),
    );
    return ({ name }) => ({
      recipientName: name,
      link: tasksUrl(deps.publicUrl),
      awayName: awayName(directory, delegation),
      from: dayOf(validFrom),
      to: validTo === null ? null : dayOf(validTo),
      reason,
      offices: offices.map((office) => officeName(directory, office)).join(', ') || null,
      whole: isWhole(delegation),
      ...listed,
    });
  },
});

/** On the first day that counts: today, or the first day of a period to come. */
function officesCovered({ directory, now }: Subject, { from, scope, validFrom }: Delegation): string[] {
  const today = localDay(now);
  const day = validFrom > today ? validFrom : today;
  const all = from.kind === 'office' ? [from.id] : officesOf(directory, from.id, day);
  return all.filter((office) => scope.offices === null || scope.offices.includes(office));
}

/** Items that wait for one of the offices, and those that the person writes and that are not at rest. */
function waitingFor({ collections }: MailSources, delegation: Delegation, offices: readonly string[]) {
  const written = { owner: delegation.from.id, ...UNFINISHED };
  const filter = isWhole(delegation) ? { $or: [atOffices(offices), written] } : atOffices(offices);
  return collections.items.find(filter).sort({ at: 1 }).limit(1_000).lean();
}
