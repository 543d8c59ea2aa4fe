/** The form about a person. */
import { addressInWords } from '#src/addresses/email.ts';
import { sessionsOf } from '#src/auth/sessions.ts';
import { savePerson } from '#src/people/save-person.ts';
import { Person } from '#src/people/types.ts';
import { peopleList } from '#src/queries/people-list.ts';
import { unfinishedItemsOf } from '#src/queries/unfinished-items.ts';
import { word, wordsOf } from '#src/words/words.ts';
import { fieldsShown } from './form-parts.ts';
import type { RecordKind } from './record-kind.ts';

const yes = (value: string | undefined) => value === 'yes';

export const personKind: RecordKind<Person> = {
  path: 'personer',
  table: 'people',
  row: Person,
  prefix: 'person',
  template: 'people-person',
  names: { text: ['name', 'email', 'title', 'phone', 'active'], lists: ['roles'], columns: [] },
  errors: {
    rowsName: '',
    renamed: {},
    rules: { 'email-in-use': { field: 'email' }, 'last-admin': { field: 'roles' } },
  },
  heading: (row) => row?.name ?? 'Ny person',
  blankRow: () => ({}),
  find: ({ people }, id) => people.get(id),
  toFields: (row) => ({
    text: {
      name: row?.name ?? '',
      email: addressInWords(row?.email ?? ''),
      title: row?.title ?? '',
      phone: row?.phone ?? '',
      active: row === null || row.active ? 'yes' : 'no',
    },
    lists: { roles: row?.roles ?? [] },
    rows: [],
  }),
  toInput: ({ text, lists }, row) => ({
    name: text.name,
    email: text.email,
    ...(text.title ? { title: text.title } : {}),
    ...(text.phone ? { phone: text.phone } : {}),
    roles: lists.roles,
    active: yes(text.active),
    ...(row?.invented ? { invented: true } : {}),
  }),
  save: savePerson,
  lines: ({ text, lists }) => [
    { label: word('recordFields', 'name'), value: text.name ?? '' },
    { label: word('recordFields', 'email'), value: addressInWords((text.email ?? '').toLowerCase()) },
    { label: word('recordFields', 'title'), value: text.title ?? '' },
    { label: word('recordFields', 'phone'), value: text.phone ?? '' },
    {
      label: word('recordFields', 'roles'),
      value: wordsOf('roles')
        .filter(([role]) => lists.roles?.includes(role))
        .map(([, name]) => name)
        .join(', '),
    },
    { label: word('recordFields', 'active'), value: yes(text.active) ? 'Har adgang' : 'Har ikke adgang' },
  ],
  async props(app, { row, fields, errors, directory, now }) {
    const field = fieldsShown(fields, errors);
    const listed = row && peopleList(directory, {}, now).find(({ id }) => id === row.id);
    return {
      name: field('name'),
      email: field('email'),
      jobTitle: field('title'),
      phone: field('phone'),
      active: yes(fields.text.active),
      rolesError: errors.text.roles ?? '',
      roles: wordsOf('roles').map(([value, text]) => ({
        value,
        text,
        what: word('roleTasks', value),
        chosen: fields.lists.roles?.includes(value) ?? false,
      })),
      signedIn: row ? (await sessionsOf(app).list(row.id)).length : 0,
      signOut: row ? `/drift/personer/${row.id}/log-ud` : '',
      owned: row ? await unfinishedItemsOf(app, row.id) : 0,
      handOver: row ? `/overdrag?fra=${row.id}` : '',
      seats: (listed?.seats ?? []).map(({ office, name, kind }) => ({
        href: `/drift/stillinger/${office}`,
        name,
        kind: word('holderKinds', kind),
      })),
      organs: (listed?.organs ?? []).map(({ organ, name }) => ({ href: `/drift/organer/${organ}`, name })),
    };
  },
};
