/** The form about an office: who is above it, and who holds it when. */

import { dayOf } from '#src/calendar/danish-dates.ts';
import { localDay } from '#src/people/local-day.ts';
import { saveOffice } from '#src/people/save-office.ts';
import { Office } from '#src/people/types.ts';
import { ladderTo, waitingByOffice } from '#src/queries/people-offices.ts';
import { namesIn } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { fieldsShown, officeOptions, peopleOptions, periodInWords, rowShown, wordOptions } from './form-parts.ts';
import { statusView } from './office-status.ts';
import type { RecordKind } from './record-kind.ts';

const holderInWords = (row: Readonly<Record<string, string>>, name: string) =>
  `${name} (${word('holderKinds', row.kind ?? '').toLocaleLowerCase('da')}), ${periodInWords(row.from ?? '', row.to ?? '', dayOf)}`;

export const officeKind: RecordKind<Office> = {
  path: 'stillinger',
  table: 'offices',
  row: Office,
  prefix: 'office',
  template: 'office',
  names: { text: ['name', 'superior'], lists: [], columns: ['person', 'kind', 'from', 'to', 'invented'] },
  errors: {
    rowsName: 'holders',
    renamed: {},
    rules: {
      'office-superior-ring': { field: 'superior' },
      'unknown-office': { field: 'superior' },
      'unknown-person': { column: 'person', row: (row, { person }) => row.person === person },
      'office-holders-overlap': {
        column: 'from',
        row: (row, { kind, people }) => row.kind === kind && Array.isArray(people) && people.includes(row.person),
      },
    },
  },
  heading: (row) => row?.name ?? 'Ny stilling',
  blankRow: (now) => ({ person: '', kind: 'holder', from: localDay(now), to: '', invented: '' }),
  find: ({ offices }, id) => offices.get(id),
  toFields: (row) => ({
    text: { name: row?.name ?? '', superior: row?.superior ?? '' },
    lists: {},
    rows: (row?.holders ?? []).map(({ person, kind, from, to, invented }) => ({
      person,
      kind,
      from,
      to: to ?? '',
      invented: invented ? 'yes' : '',
    })),
  }),
  toInput: ({ text, rows }, row) => ({
    name: text.name,
    superior: text.superior || null,
    holders: rows.map(({ person, kind, from, to, invented }) => ({
      person,
      kind,
      from,
      to: to || null,
      ...(invented ? { invented: true } : {}),
    })),
    ...(row?.invented ? { invented: true } : {}),
  }),
  save: saveOffice,
  lines({ text, rows }, directory) {
    const names = namesIn(directory);
    return [
      { label: word('recordFields', 'name'), value: text.name ?? '' },
      { label: word('recordFields', 'superior'), value: text.superior ? names.office(text.superior) : '' },
      {
        label: word('recordFields', 'holders'),
        value: rows.map((row) => holderInWords(row, names.person(row.person ?? ''))).join('; '),
      },
    ];
  },
  async props(app, { row, fields, errors, directory, now }) {
    const field = fieldsShown(fields, errors);
    const waiting = await waitingByOffice(app);
    const people = peopleOptions(
      directory,
      fields.rows.map(({ person }) => person ?? ''),
    );
    const today = localDay(now);
    const ladder = row ? ladderTo(directory, row.id, waiting, now) : [];
    return {
      name: field('name'),
      superior: field(
        'superior',
        officeOptions(directory).filter(({ value }) => value !== row?.id),
      ),
      ladder: ladder.map((step) => ({ ...statusView(step, directory), here: step.office === row?.id })),
      rowsError: errors.text.holders ?? '',
      rows: fields.rows.map((one, index) => {
        const inRow = rowShown(one, index, errors);
        return {
          n: index,
          heading: one.person ? namesIn(directory).person(one.person) : 'Ny periode',
          past: (one.to ?? '') !== '' && (one.to ?? '') < today,
          person: inRow('person', people),
          kind: inRow('kind', wordOptions('holderKinds')),
          from: inRow('from'),
          to: inRow('to'),
          invented: one.invented ?? '',
        };
      }),
    };
  },
};
