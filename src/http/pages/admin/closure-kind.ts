/** The form about days on which the town hall is closed (lukkedage). */

import { weekdayOf } from '#src/calendar/danish-dates.ts';
import { saveClosure } from '#src/people/save-closure.ts';
import { Closure } from '#src/people/types.ts';
import { word } from '#src/words/words.ts';
import { fieldsShown } from './form-parts.ts';
import type { RecordKind } from './record-kind.ts';

/** "fredag den 19. maj 2023", or from the first to the last day. */
export const closedIn = (from: string, to: string): string =>
  from === to ? weekdayOf(from) : `${weekdayOf(from)} til ${weekdayOf(to)}`;

export const closureKind: RecordKind<Closure> = {
  path: 'lukkedage',
  table: 'closures',
  row: Closure,
  prefix: 'closure',
  template: 'closure',
  names: { text: ['closureName', 'firstDay', 'lastDay', 'active'], lists: [], columns: [] },
  errors: {
    rowsName: '',
    renamed: { name: 'closureName', from: 'firstDay', to: 'lastDay', '': 'lastDay' },
    rules: { 'period-backwards': { field: 'lastDay' } },
  },
  heading: (row) => row?.name ?? 'Nye lukkedage',
  blankRow: () => ({}),
  find: ({ closures }, id) => closures.find((one) => one.id === id),
  toFields: (row) => ({
    text: {
      closureName: row?.name ?? '',
      firstDay: row?.from ?? '',
      lastDay: row?.to ?? '',
      active: row === null || row.active ? 'yes' : 'no',
    },
    lists: {},
    rows: [],
  }),
  toInput: ({ text }, row) => ({
    name: text.closureName,
    from: text.firstDay,
    // One day is the usual case.
    to: text.lastDay || text.firstDay,
    active: text.active === 'yes',
    ...(row?.invented ? { invented: true } : {}),
  }),
  save: saveClosure,
  lines: ({ text }) => [
    { label: word('recordFields', 'closureName'), value: text.closureName ?? '' },
    { label: word('recordFields', 'firstDay'), value: text.firstDay ?? '' },
    { label: word('recordFields', 'lastDay'), value: text.lastDay || (text.firstDay ?? '') },
    { label: 'Gælder', value: text.active === 'yes' ? 'Ja' : 'Nej' },
  ],
  async props(_app, { fields, errors }) {
    const field = fieldsShown(fields, errors);
    return {
      closureName: field('closureName'),
      firstDay: field('firstDay'),
      lastDay: field('lastDay'),
      active: fields.text.active === 'yes',
    };
  },
};
