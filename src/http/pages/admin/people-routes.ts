/** Who there is and when the house is closed: people, offices, organs, delegations and closing days, as lists; each opens the form about one. */
import { z } from 'zod';
import { dayOf } from '#src/calendar/danish-dates.ts';
import type { Directory } from '#src/people/directory.ts';
import { dispatchRuleOf } from '#src/people/dispatch-rule.ts';
import { localDay } from '#src/people/local-day.ts';
import { membersOn } from '#src/people/offices.ts';
import type { Closure, Delegation, Organ } from '#src/people/types.ts';
import { danish, PeopleQuery, peopleList } from '#src/queries/people-list.ts';
import { officeTree, waitingByOffice } from '#src/queries/people-offices.ts';
import { namesIn } from '#src/words/names.ts';
import { word, wordsOf } from '#src/words/words.ts';
import { type Operation, operation } from '../../operation.ts';
import { recordId } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { endSessionsOf } from '../sign-in/session-steps.ts';
import { adminTabs } from './admin-tabs.ts';
import { closedIn, closureKind } from './closure-kind.ts';
import { delegationKind } from './delegation-kind.ts';
import { periodInWords } from './form-parts.ts';
import { officeKind } from './office-kind.ts';
import { statusView } from './office-status.ts';
import { organKind } from './organ-kind.ts';
import { personKind } from './person-kind.ts';
import { recordPages } from './record-form.ts';

const ADMIN = { role: 'admin' } as const;

const people = operation({
  method: 'get',
  path: '/drift/personer',
  access: ADMIN,
  schema: { query: PeopleQuery },
  async handler({ app, query, response }) {
    const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
    const found = peopleList(directory, query, now);
    renderPage(response, 'people', {
      title: 'Personer',
      ...adminTabs('personer'),
      q: query.q ?? '',
      filtered: Boolean(query.q || query.role || query.access),
      roles: wordsOf('roles').map(([value, text]) => ({ value, text, selected: value === query.role })),
      accesses: [
        { value: 'active', text: 'Har adgang', selected: query.access === 'active' },
        { value: 'inactive', text: 'Har ikke adgang', selected: query.access === 'inactive' },
      ],
      count: found.length,
      people: found.map(({ id, name, title, email, roles, active, seats, organs }) => ({
        href: `/drift/personer/${id}`,
        name,
        title: title ?? '',
        email,
        active,
        roles: roles.map((role) => word('roles', role)).join(', '),
        seats: seats
          .map(
            (seat) =>
              `${seat.name}${seat.kind === 'holder' ? '' : ` (${word('holderKinds', seat.kind).toLowerCase()})`}`,
          )
          .join(', '),
        organs: organs.map(({ abbreviation }) => abbreviation).join(', '),
      })),
    });
  },
});

const offices = operation({
  method: 'get',
  path: '/drift/stillinger',
  access: ADMIN,
  async handler({ app, response }) {
    const [directory, now, waiting] = await Promise.all([
      app.directory.refresh(),
      app.clock.now(),
      waitingByOffice(app),
    ]);
    const tree = officeTree(directory, waiting, now).map((one) => statusView(one, directory));
    renderPage(response, 'offices', {
      title: 'Stillinger',
      ...adminTabs('stillinger'),
      offices: tree,
      vacant: tree.filter((one) => one.vacant).map(({ name }) => name),
    });
  },
});

const organs = operation({
  method: 'get',
  path: '/drift/organer',
  access: ADMIN,
  async handler({ app, response }) {
    const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
    renderPage(response, 'organs', {
      title: 'Organer',
      ...adminTabs('organer'),
      organs: [...directory.organs.values()]
        .sort((a, b) => danish.compare(a.name, b.name))
        .map((organ) => organLine(organ, directory, localDay(now))),
    });
  },
});

const delegations = operation({
  method: 'get',
  path: '/drift/fuldmagter',
  access: ADMIN,
  async handler({ app, response }) {
    const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
    const today = localDay(now);
    const over = ({ validTo }: Delegation) => validTo !== null && validTo < today;
    const groups: [string, string, (one: Delegation) => boolean][] = [
      ['gaelder', 'Gælder nu', (one) => !over(one) && one.validFrom <= today],
      ['kommer', 'Træder i kraft senere', (one) => !over(one) && one.validFrom > today],
      ['udloebet', 'Udløbet', over],
    ];
    renderPage(response, 'people-delegations', {
      title: 'Fuldmagter',
      ...adminTabs('fuldmagter'),
      groups: groups.map(([id, heading, fits]) => ({
        id,
        heading,
        rows: directory.delegations.filter(fits).map((one) => delegationLine(one, directory)),
      })),
    });
  },
});

const closures = operation({
  method: 'get',
  path: '/drift/lukkedage',
  access: ADMIN,
  async handler({ app, response }) {
    const [{ closures }, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
    const today = localDay(now);
    const ahead = ({ active, to }: Closure) => active && to >= today;
    renderPage(response, 'closures', {
      title: 'Lukkedage',
      ...adminTabs('lukkedage'),
      ahead: closures.filter(ahead).map(closureLine),
      others: closures.filter((one) => !ahead(one)).map(closureLine),
    });
  },
});

const signOut = operation({
  method: 'post',
  path: '/drift/personer/:id/log-ud',
  access: ADMIN,
  audit: 'administered',
  schema: { params: z.object({ id: recordId('person') }) },
  async handler({ web, params: { id }, response }) {
    await endSessionsOf(web, id);
    response.redirect(303, `/drift/personer/${id}`);
  },
});

export const peoplePages: readonly Operation[] = [
  signOut,
  people,
  offices,
  organs,
  delegations,
  closures,
  ...recordPages(personKind),
  ...recordPages(officeKind),
  ...recordPages(organKind),
  ...recordPages(delegationKind),
  ...recordPages(closureKind),
];

function organLine(organ: Organ, directory: Directory, today: string) {
  const members = membersOn(directory, organ.id, today);
  const chair = members.find((member) => member.chair);
  const { days } = dispatchRuleOf(organ);
  return {
    href: `/drift/organer/${organ.id}`,
    name: organ.name,
    abbreviation: organ.abbreviation,
    kind: word('organKinds', organ.kind),
    members: members.length === 1 ? '1 medlem' : `${members.length} medlemmer`,
    chair: chair?.printedName ?? '',
    signing: word('signingRules', organ.signing),
    dispatch: days === null ? 'Ingen frist for udsendelse' : `Udsendes ${days} hverdage før mødet`,
  };
}

const closureLine = ({ id, name, from, to, active }: Closure) => ({
  href: `/drift/lukkedage/${id}`,
  name,
  days: closedIn(from, to),
  active,
});

function delegationLine({ id, from, to, scope, validFrom, validTo, reason }: Delegation, directory: Directory) {
  const names = namesIn(directory);
  return {
    href: `/drift/fuldmagter/${id}`,
    from: from.kind === 'person' ? names.person(from.id) : names.office(from.id),
    to: names.person(to),
    period: periodInWords(validFrom, validTo ?? '', dayOf),
    scope: [
      scope.actions === null ? 'alt' : scope.actions.map((one) => word('actions', one)).join(', '),
      ...(scope.offices === null ? [] : [scope.offices.map((one) => names.office(one)).join(', ')]),
    ].join(' for '),
    reason,
  };
}
