/** The members of an organ in its form, and what its deadlines mean for its next meeting. */

import { trusted } from 'mongoose';
import type { MeetingDeadlineType } from '#machines/meeting/deadlines.ts';
import type { Due } from '#machines/primitives.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { meetingDeadlines } from '#src/commands/meeting/meeting-deadlines.ts';
import type { App } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import type { Organ } from '#src/people/types.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { peopleOptions, periodInWords, rowShown } from './form-parts.ts';
import type { FieldErrors, Fields, Row } from './record-fields.ts';

/** "Kirsten Holm (A), formand", as the folded row says it. */
export function memberHeading(row: Row, names: Names): string {
  const name = row.printedName || (row.person ? names.person(row.person) : 'Nyt medlem');
  const party = row.party ? ` (${row.party})` : '';
  return `${name}${party}${row.title ? `, ${row.title}` : ''}${row.chair === 'yes' ? ', formand' : ''}`;
}

const CHAIR = [
  { value: 'no', text: 'Medlem' },
  { value: 'yes', text: 'Formand' },
];

/** @param today `YYYY-MM-DD` */
export function memberRows({ rows }: Fields, errors: FieldErrors, directory: Directory, today: string) {
  const names = namesIn(directory);
  const people = peopleOptions(
    directory,
    rows.map(({ person }) => person ?? ''),
  );
  return rows.map((row, index) => {
    const field = rowShown(row, index, errors);
    return {
      n: index,
      heading: memberHeading(row, names),
      period: periodInWords(row.from ?? '', row.to ?? '', dayOf),
      past: (row.to ?? '') !== '' && (row.to ?? '') < today,
      // What is new or wrong is not hidden.
      open: errors.rows[index] !== undefined || (row.person === '' && row.printedName === ''),
      first: index === 0,
      last: index === rows.length - 1,
      person: field('person', [{ value: '', text: 'Uden konto, kun navn' }, ...people]),
      printedName: field('printedName'),
      title: field('title'),
      party: field('party'),
      chair: field('chair', CHAIR),
      from: field('from'),
      to: field('to'),
      invented: row.invented ?? '',
    };
  });
}

const FOUR_WEEKS_MS = 28 * 86_400_000;

/**
 * What the organ's rules mean for its next meeting or, without one, for a day in four weeks: a sentence by the event of each deadline
 * that it has.
 */
export async function deadlineExamples(
  { collections }: Pick<App, 'collections'>,
  organ: Organ,
  directory: Directory,
  now: Date,
): Promise<{ [Event in MeetingDeadlineType]?: string }> {
  const next = await collections.meetings
    .findOne({ organ: organ.id, date: trusted({ $gt: localDay(now) }) }, { date: 1 })
    .sort({ date: 1 })
    .lean();
  const day = next?.date ?? localDay(new Date(now.getTime() + FOUR_WEEKS_MS));
  const { dispatch, deadlines } = meetingDeadlines(organ, day, directory);
  const dues = { ...(dispatch ? { dispatchDue: dispatch.due } : {}), ...deadlines };
  return Object.fromEntries(
    Object.entries<Due>(dues).map(([event, { dueAt, basis }]) => [event, deadlineSentence(dueAt, basis) ?? '']),
  );
}
