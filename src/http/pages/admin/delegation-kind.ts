/** The form about a delegation (fuldmagt): who lets whom act, in what, and for how long. */

import { dayOf } from '#src/calendar/danish-dates.ts';
import { nameSubstitute } from '#src/commands/people/name-substitute.ts';
import { localDay } from '#src/people/local-day.ts';
import { Delegation } from '#src/people/types.ts';
import { namesIn } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { type Choice, fieldsShown, officeOptions, peopleOptions, periodInWords } from './form-parts.ts';
import type { RecordKind } from './record-kind.ts';

/** What an office does with an item. */
const ACTIONS = ['approve', 'correct', 'return'];

/** "person:person-1" or "office:office-1", as one choice. */
const giverOf = ({ kind, id }: Delegation['from']) => `${kind}:${id}`;
const giverIn = (value: string) => {
  const [kind, id] = value.split(':');
  return { kind, id: id ?? '' };
};

export const delegationKind: RecordKind<Delegation> = {
  path: 'fuldmagter',
  table: 'delegations',
  row: Delegation,
  prefix: 'delegation',
  template: 'people-delegation',
  names: { text: ['giver', 'receiver', 'validFrom', 'validTo', 'reason'], lists: ['actions', 'offices'], columns: [] },
  errors: {
    rowsName: '',
    renamed: { from: 'giver', 'from.id': 'giver', 'from.kind': 'giver', to: 'receiver', scope: 'offices' },
    rules: {
      'delegation-to-self': { field: 'receiver' },
      'period-backwards': { field: 'validTo' },
      'unknown-person': { field: 'receiver' },
      'unknown-office': { field: 'giver' },
    },
  },
  heading(row, directory) {
    if (row === null) return 'Ny fuldmagt';
    const names = namesIn(directory);
    const from = row.from.kind === 'person' ? names.person(row.from.id) : names.office(row.from.id);
    return `Fuldmagt fra ${from} til ${names.person(row.to)}`;
  },
  blankRow: () => ({}),
  find: ({ delegations }, id) => delegations.find((one) => one.id === id),
  toFields: (row, now) => ({
    text: {
      giver: row ? giverOf(row.from) : '',
      receiver: row?.to ?? '',
      validFrom: row?.validFrom ?? localDay(now),
      validTo: row?.validTo ?? '',
      reason: row?.reason ?? '',
    },
    lists: { actions: row?.scope.actions ?? [], offices: row?.scope.offices ?? [] },
    rows: [],
  }),
  toInput: ({ text, lists }, row) => ({
    from: giverIn(text.giver ?? ''),
    to: text.receiver,
    scope: {
      actions: lists.actions?.length ? lists.actions : null,
      offices: lists.offices?.length ? lists.offices : null,
    },
    validFrom: text.validFrom,
    validTo: text.validTo || null,
    reason: text.reason,
    ...(row?.invented ? { invented: true } : {}),
  }),
  save: nameSubstitute,
  lines({ text, lists }, directory) {
    const names = namesIn(directory);
    const { kind, id } = giverIn(text.giver ?? '');
    return [
      { label: word('recordFields', 'giver'), value: kind === 'office' ? names.office(id) : names.person(id) },
      { label: word('recordFields', 'receiver'), value: names.person(text.receiver ?? '') },
      {
        label: word('recordFields', 'actions'),
        value: lists.actions?.length ? lists.actions.map((one) => word('actions', one)).join(', ') : 'alt',
      },
      {
        label: word('recordFields', 'offices'),
        value: lists.offices?.length ? lists.offices.map((one) => names.office(one)).join(', ') : 'alle',
      },
      { label: 'Periode', value: periodInWords(text.validFrom ?? '', text.validTo ?? '', dayOf) },
      { label: word('recordFields', 'reason'), value: text.reason ?? '' },
    ];
  },
  async props(_app, { row, fields, errors, directory }) {
    const field = fieldsShown(fields, errors);
    const { giver = '', receiver = '' } = fields.text;
    const among = (values: readonly string[], list: string, text: (value: string) => string): Choice[] =>
      values.map((value) => ({ value, text: text(value), chosen: fields.lists[list]?.includes(value) ?? false }));
    const givers = [
      ...officeOptions(directory).map((one) => ({ ...one, value: `office:${one.value}` })),
      ...peopleOptions(directory, [giverIn(giver).id]).map((one) => ({ ...one, value: `person:${one.value}` })),
    ];
    const offices = officeOptions(directory);
    return {
      giver: field('giver', givers),
      receiver: field('receiver', peopleOptions(directory, [receiver])),
      validFrom: field('validFrom'),
      validTo: field('validTo'),
      reason: field('reason'),
      actionsError: errors.text.actions ?? '',
      officesError: errors.text.offices ?? '',
      actions: among([...new Set([...ACTIONS, ...(row?.scope.actions ?? [])])], 'actions', (one) =>
        word('actions', one),
      ),
      offices: among(
        offices.map(({ value }) => value),
        'offices',
        (one) => namesIn(directory).office(one),
      ),
    };
  },
};
