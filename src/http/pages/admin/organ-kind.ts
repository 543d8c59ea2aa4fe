/** The form about an organ: its rules and its members in printed order. */

import { OrganDeadline } from '#machines/meeting/deadlines.ts';
import { dayOf } from '#src/calendar/danish-dates.ts';
import { dispatchRuleOf } from '#src/people/dispatch-rule.ts';
import { localDay } from '#src/people/local-day.ts';
import { saveOrgan } from '#src/people/save-organ.ts';
import { Organ } from '#src/people/types.ts';
import { namesIn } from '#src/words/names.ts';
import { deadlineWords, word } from '#src/words/words.ts';
import { fieldsShown, periodInWords, wordOptions } from './form-parts.ts';
import { deadlineExamples, memberHeading, memberRows } from './organ-parts.ts';
import type { Fields } from './record-fields.ts';
import type { RecordKind } from './record-kind.ts';

/** The fields of the other deadlines have the names of their events. */
const DEADLINES = OrganDeadline.options;
/** What an organ allows or asks for: it says nothing of what it does not. */
const CHOICES = ['stampCopies', 'ownApproval'] as const;
const TEXT = [
  'name',
  'abbreviation',
  'kind',
  'role',
  'signing',
  'days',
  'policy',
  'cutoffTime',
  ...DEADLINES,
  ...CHOICES,
];
const COLUMNS = ['person', 'printedName', 'title', 'party', 'chair', 'from', 'to', 'invented'];

/** Those of the other deadlines that have a number, as the organ's record has them. */
function deadlinesTyped(text: Fields['text']): { deadlines?: Record<string, { days: number }> } {
  const typed = DEADLINES.filter((event) => text[event]).map((event) => [event, { days: Number(text[event]) }]);
  return typed.length === 0 ? {} : { deadlines: Object.fromEntries(typed) };
}

/** The choices that were made; what was no choice is left to be refused. */
const choicesTyped = (text: Fields['text']): { [Name in (typeof CHOICES)[number]]?: boolean | string } =>
  Object.fromEntries(
    CHOICES.filter((name) => text[name] && text[name] !== 'no').map((name) => [
      name,
      text[name] === 'yes' || text[name],
    ]),
  );

export const organKind: RecordKind<Organ> = {
  path: 'organer',
  table: 'organs',
  row: Organ,
  prefix: 'organ',
  template: 'organ',
  names: { text: TEXT, lists: [], columns: COLUMNS },
  errors: {
    rowsName: 'members',
    renamed: {
      'dispatch.days': 'days',
      'dispatch.policy': 'policy',
      'dispatch.cutoffTime': 'cutoffTime',
      ...Object.fromEntries(DEADLINES.map((event) => [`deadlines.${event}.days`, event])),
    },
    rules: {
      'organ-abbreviation-in-use': { field: 'abbreviation' },
      'organ-council-signs': { field: 'signing' },
      'organ-council-dispatch': { field: 'days' },
      'unknown-person': { column: 'person', row: (row, { person }) => row.person === person },
      'organ-member-twice': { column: 'person', row: (row, { person }) => row.person === person },
      'organ-chairs-overlap': { column: 'chair', row: (row) => row.chair === 'yes' },
    },
  },
  heading: (row) => row?.name ?? 'Nyt organ',
  blankRow: (now) => ({
    person: '',
    printedName: '',
    title: '',
    party: '',
    chair: 'no',
    from: localDay(now),
    to: '',
    invented: '',
  }),
  find: ({ organs }, id) => organs.get(id),
  toFields(row) {
    const { days, policy, cutoffTime } = dispatchRuleOf(row ?? { kind: 'committee' });
    return {
      text: {
        name: row?.name ?? '',
        abbreviation: row?.abbreviation ?? '',
        kind: row?.kind ?? 'committee',
        role: row?.role ?? 'recommending',
        signing: row?.signing ?? 'participants',
        days: days === null ? '' : String(days),
        policy,
        cutoffTime: cutoffTime ?? '',
        ...Object.fromEntries(DEADLINES.map((event) => [event, String(row?.deadlines?.[event]?.days ?? '')])),
        ...Object.fromEntries(CHOICES.map((name) => [name, row?.[name] ? 'yes' : 'no'])),
      },
      lists: {},
      rows: (row?.members ?? []).map((member) => ({
        person: member.person ?? '',
        printedName: member.printedName,
        title: member.title ?? '',
        party: member.party ?? '',
        chair: member.chair ? 'yes' : 'no',
        from: member.from,
        to: member.to ?? '',
        invented: member.invented ? 'yes' : '',
      })),
    };
  },
  toInput: ({ text, rows }, row, directory) => ({
    name: text.name,
    abbreviation: text.abbreviation,
    kind: text.kind,
    role: text.role,
    signing: text.signing,
    dispatch: {
      days: text.days ? Number(text.days) : null,
      policy: text.policy,
      cutoffTime: text.cutoffTime || null,
    },
    ...deadlinesTyped(text),
    ...choicesTyped(text),
    members: rows.map((one) => ({
      person: one.person || null,
      // Somebody with an account is printed by that name unless another is given.
      printedName: one.printedName || (one.person ? (directory.people.get(one.person)?.name ?? '') : ''),
      ...(one.title ? { title: one.title } : {}),
      ...(one.party ? { party: one.party } : {}),
      chair: one.chair === 'yes',
      from: one.from,
      to: one.to || null,
      ...(one.invented ? { invented: true } : {}),
    })),
    ...(row?.invented ? { invented: true } : {}),
  }),
  save: saveOrgan,
  lines({ text, rows }, directory) {
    const names = namesIn(directory);
    return [
      ...(['name', 'abbreviation'] as const).map((name) => ({
        label: word('recordFields', name),
        value: text[name] ?? '',
      })),
      { label: word('recordFields', 'kind'), value: word('organKinds', text.kind ?? '') },
      { label: word('recordFields', 'role'), value: word('organRoles', text.role ?? '') },
      { label: word('recordFields', 'signing'), value: word('signingRules', text.signing ?? '') },
      { label: word('recordFields', 'days'), value: text.days ?? '' },
      { label: word('recordFields', 'policy'), value: word('countingPolicies', text.policy ?? '') },
      { label: word('recordFields', 'cutoffTime'), value: text.cutoffTime ?? '' },
      ...DEADLINES.map((event) => ({ label: deadlineWords[event].what, value: text[event] ?? '' })),
      ...CHOICES.map((name) => ({ label: word('recordFields', name), value: word(name, text[name] ?? '') })),
      {
        label: word('recordFields', 'members'),
        value: rows
          .map((row) => `${memberHeading(row, names)}, ${periodInWords(row.from ?? '', row.to ?? '', dayOf)}`)
          .join('; '),
      },
    ];
  },
  async props(app, { row, fields, errors, directory, now }) {
    const field = fieldsShown(fields, errors);
    const examples = row ? await deadlineExamples(app, row, directory, now) : {};
    return {
      name: field('name'),
      abbreviation: field('abbreviation'),
      kind: field('kind', wordOptions('organKinds')),
      role: field('role', wordOptions('organRoles')),
      signing: field('signing', wordOptions('signingRules')),
      days: field('days'),
      policy: field('policy', wordOptions('countingPolicies')),
      cutoffTime: field('cutoffTime'),
      example: examples.dispatchDue ?? '',
      deadlines: DEADLINES.map((event) => ({
        heading: deadlineWords[event].what,
        field: { ...field(event), label: word('recordFields', 'days') },
        consequence: deadlineWords[event].consequence,
        example: examples[event] ?? '',
      })),
      stampCopies: field('stampCopies', wordOptions('stampCopies')),
      ownApproval: field('ownApproval', wordOptions('ownApproval')),
      rowsError: errors.text.members ?? '',
      rows: memberRows(fields, errors, directory, localDay(now)),
    };
  },
};
