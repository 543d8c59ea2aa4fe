/** "Mine opgaver": what waits for the person who is signed in. */
import { hasTag } from '#machines/states.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { isAdmin, isOfficer, writesItems } from '#src/policies/roles.ts';
import { whatIsBroken } from '#src/queries/broken.ts';
import { type HearingTask, hearingTasksOf } from '#src/queries/hearing-tasks.ts';
import { type ItemTask, type MeetingTask, type Tasks, tasksOf } from '#src/queries/my-tasks.ts';
import { hearingStages } from '#src/queries/open-hearings.ts';
import { brokenInWords } from '#src/words/broken-in-words.ts';
import { waitingRemark } from '#src/words/elapsed.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { itemBadge, type StateBadge, stateBadge } from '../../state-badge.ts';

interface Group {
  id: string;
  heading: string;
  /** What to do where there is nothing. */
  empty: string;
  rows: Row[];
}

interface Row {
  href: string;
  text: string;
  note: string;
  side: string;
  state: { text: string; look: string } | null;
}

const NEXT_FOR_HEARING = {
  plan: 'Planlæg høringen.',
  schedule: 'Vælg parter, og fastsæt fristen.',
  conclude: 'Høringen er slut: skriv notatet, og afslut den.',
} as const;

export const taskPage = operation({
  method: 'get',
  path: '/',
  access: 'session',
  async handler({ app, actor, response }) {
    const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
    const [tasks, hearings, broken] = await Promise.all([
      tasksOf(app, directory, actor, now),
      hearingTasksOf(app, actor),
      isAdmin(actor) ? whatIsBroken(app, directory) : [],
    ]);
    const stages = await hearingStages(app, tasks.underway ?? []);
    renderPage(response, 'tasks', {
      title: 'Mine opgaver',
      groups: groupsOf({ ...tasks, hearings, stages }, namesIn(directory), now, isOfficer(actor)),
      mayCreate: writesItems(actor),
      isAdmin: isAdmin(actor),
      broken: broken.map(brokenInWords),
      requestId: newRequestId(),
    });
  },
});

type Stages = Awaited<ReturnType<typeof hearingStages>>;
type AllTasks = Tasks & { hearings: HearingTask[] | null; stages: Stages };

const itemRows = <Task extends ItemTask>(
  list: Task[],
  now: Date,
  note: (task: Task) => string,
  stages: Stages = new Map(),
): Row[] => list.map((task) => itemRow(task, note(task), now, itemBadge(task.state, stages.get(task.item))));

/** @param writes somebody whose work is to write items is shown it also where there is none yet */
function groupsOf(tasks: AllTasks, names: Names, now: Date, writes: boolean): Group[] {
  const own = (list: ItemTask[] | null) => {
    const mine = list?.filter(({ onBehalfOf }) => onBehalfOf === null) ?? [];
    return list !== null && (writes || mine.length > 0) ? mine : null;
  };
  const [drafts, underway] = [own(tasks.drafts), own(tasks.underway)];
  const groups = [
    ...groupsForAnswer(tasks, names, now),
    drafts && {
      id: 'udkast',
      heading: 'Dine udkast',
      empty: 'Du har ingen udkast. Vælg »Nyt punkt« for at begynde på et.',
      rows: itemRows(drafts, now, ({ cameBack }) => (cameBack ? 'Er kommet tilbage til dig.' : 'Ikke sendt endnu.')),
    },
    ...groupsForOthers(tasks, names, now),
    ...groupsToArrange(tasks, names, now),
    underway && {
      id: 'undervejs',
      heading: 'Dine punkter undervejs',
      empty: 'Ingen af dine punkter er undervejs.',
      rows: itemRows(underway, now, (task) => whereabouts(task, names), tasks.stages),
    },
  ];
  return groups.filter((group) => group !== null);
}

/** What somebody writes in the place of those who are away, one group for each of them. */
function groupsForOthers({ drafts, underway, stages }: AllTasks, names: Names, now: Date): Group[] {
  const all = [...(drafts ?? []), ...(underway ?? [])].filter(({ onBehalfOf }) => onBehalfOf !== null);
  return [...Map.groupBy(all, ({ onBehalfOf }) => onBehalfOf ?? '')].map(([person, list]) => ({
    id: `for-${person}`,
    heading: `Du træder til for ${names.person(person)}`,
    empty: '',
    rows: itemRows(list, now, (task) => whereabouts(task, names), stages),
  }));
}

function whereabouts({ state, holder }: ItemTask, names: Names): string {
  if (holder === null) return '';
  return hasTag('agenda-item', state, 'awaits-approval')
    ? `Ligger hos ${names.office(holder)}`
    : `Ligger hos ${names.organ(holder)}`;
}

/** What waits for somebody's own signature, approval or attendance. */
const groupsForAnswer = (tasks: AllTasks, names: Names, now: Date): (Group | null)[] => [
  tasks.signatures && {
    id: 'underskrifter',
    heading: 'Protokoller, du skal underskrive',
    empty: 'Ingen protokoller venter på din underskrift.',
    rows: tasks.signatures.map((task) => ({
      ...meetingRow(task, names, 'Læs og underskriv.'),
      href: `/moeder/${task.meeting}/underskriv`,
    })),
  },
  tasks.approvals && {
    id: 'godkendelser',
    heading: 'Venter på din godkendelse',
    empty: 'Ingen punkter venter på dig. Du får en mail, når der kommer et.',
    rows: itemRows(tasks.approvals, now, (task) =>
      task.onBehalfOf
        ? `Som ${names.office(task.holder ?? '')} på vegne af ${names.person(task.onBehalfOf)}`
        : `Som ${names.office(task.holder ?? '')}`,
    ),
  },
  tasks.answers.length > 0
    ? {
        id: 'svar',
        heading: 'Venter på dit svar',
        empty: '',
        rows: itemRows(tasks.answers, now, ({ action, until }) =>
          until === null ? word('actions', action) : `${word('actions', action)} senest ${momentInWords(until)}`,
        ),
      }
    : null,
  tasks.invitations && {
    id: 'moeder',
    heading: 'Møder, du er indkaldt til',
    empty: 'Der er ingen udsendte dagsordener til dine møder endnu.',
    rows: tasks.invitations.map((task) => meetingRow(task, names, '')),
  },
];

/** What the secretariat and the officers of hearings have to arrange. */
const groupsToArrange = (tasks: AllTasks, names: Names, now: Date): (Group | null)[] => [
  tasks.waiting && {
    id: 'venter',
    heading: 'Punkter, der skal på en dagsorden',
    empty: 'Ingen punkter venter på at komme på en dagsorden.',
    rows: itemRows(tasks.waiting, now, ({ holder }) =>
      holder === null ? 'Kompetence afventer: vælg et organ.' : `Venter på ${names.organ(holder)}`,
    ),
  },
  tasks.hearings && tasks.hearings.length > 0
    ? {
        id: 'hoeringer',
        heading: 'Høringer, du skal gøre noget ved',
        empty: '',
        rows: tasks.hearings.map(hearingRow),
      }
    : null,
  tasks.meetings && {
    id: 'moedearbejde',
    heading: 'Møder, du skal gøre noget ved',
    empty: 'Der er ingen kommende møder. Planlæg et under »Møder«.',
    rows: tasks.meetings.map((task) => meetingRow(task, names, word('meetingNext', task.state))),
  },
  tasks.vacant &&
    (tasks.vacant.length > 0
      ? {
          id: 'ubesatte',
          heading: 'Godkendelser hos en stilling, som ingen har',
          empty: '',
          rows: itemRows(
            tasks.vacant,
            now,
            ({ holder }) =>
              `${names.office(holder ?? '')} er ubesat. Spring trinnet over, eller få en stedfortræder udpeget.`,
          ),
        }
      : null),
];

const hearingRow = ({ item, hearing, title, caseNumber, state, needs, bounced, late }: HearingTask): Row => ({
  href: hearing === null ? `/punkter/${item}/hoering` : `/hoeringer/${hearing}`,
  text: title,
  note: [
    caseNumber ? `Sag ${caseNumber}` : '',
    ...needs.map((need) => {
      if (need === 'bounced') return bounced === 1 ? '1 part kunne ikke nås' : `${bounced} parter kunne ikke nås`;
      if (need === 'late') return late === 1 ? '1 svar kom for sent' : `${late} svar kom for sent`;
      return NEXT_FOR_HEARING[need];
    }),
  ]
    .filter(Boolean)
    .join(' · '),
  side: '',
  state: stateBadge(hearing === null ? 'agenda-item' : 'hearing', state),
});

const itemRow = (
  { item, title, caseNumber, since, openness }: ItemTask,
  note: string,
  now: Date,
  state: StateBadge,
): Row => ({
  href: `/punkter/${item}`,
  text: title,
  note: [caseNumber ? `Sag ${caseNumber}` : '', openness === 'closed' ? 'Lukket' : '', note]
    .filter(Boolean)
    .join(' · '),
  side: waitingRemark(since, now),
  state,
});

const meetingRow = (task: MeetingTask, names: Names, next: string): Row => ({
  href: `/moeder/${task.meeting}`,
  text: `${names.organ(task.organ)} ${weekdayOf(task.date)}`,
  note: [`Kl. ${pointed(task.startsAt)}`, countOf(task.items), next].filter(Boolean).join(' · '),
  side: '',
  state: stateBadge('meeting', task.state),
});

const countOf = (items: number): string => (items === 1 ? '1 punkt' : `${items} punkter`);
