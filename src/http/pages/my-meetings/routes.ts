/** "Mine møder": the page of somebody who sits in an organ. */
import type { Actor } from '#src/auth/actor.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { packetList } from '#src/packets/packet-list.ts';
import { type MyMeeting, myMeetings } from '#src/queries/my-meetings.ts';
import { headOf } from '#src/store/read-stream.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { operation } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import { stateBadge } from '../../state-badge.ts';
import { signStyle } from '../sign/signatures-view.ts';
import { type AgendaButton, agendaButton } from '../viewer/whole-agenda.ts';

export const myMeetingsPage = operation({
  method: 'get',
  path: '/mine-moeder',
  access: 'session',
  async handler({ app, actor, response }) {
    const [directory, mine] = await Promise.all([app.directory.current(), myMeetings(app, actor)]);
    const names = namesIn(directory);
    const agendas = await agendasOf(app, actor, mine.coming);
    renderPage(response, 'my-meetings', {
      title: 'Mine møder',
      styles: [signStyle],
      groups: [
        {
          id: 'underskriv',
          heading: 'Protokoller, du skal underskrive',
          empty: 'Ingen protokoller venter på din underskrift. Du får en mail, når der kommer en.',
          rows: mine.toSign.map((meeting) => toSign(meeting, names)),
        },
        {
          id: 'kommende',
          heading: 'Kommende møder',
          empty: 'Der er ikke planlagt møder i de organer, du sidder i.',
          rows: mine.coming.map((meeting) => ({
            ...coming(meeting, names),
            agenda: agendas.get(meeting.meeting) ?? null,
          })),
        },
        {
          id: 'tidligere',
          heading: 'Tidligere møder',
          empty: 'Der har ikke været møder endnu.',
          rows: mine.past.map((meeting) => past(meeting, names)),
        },
      ],
    });
  },
});

/** The buttons of the meetings whose agenda has been sent. */
async function agendasOf(
  app: App,
  actor: Actor,
  coming: readonly MyMeeting[],
): Promise<Map<string, AgendaButton | null>> {
  const readable = coming.filter(({ isReadable }) => isReadable);
  const buttons = readable.map(async ({ meeting }) => {
    const { state } = await headOf(app.collections, 'meeting', meeting);
    return [meeting, agendaButton(state.context, await packetList(app, actor, state))] as const;
  });
  return new Map(await Promise.all(buttons));
}

const count = (items: number): string => (items === 1 ? '1 punkt' : `${items} punkter`);
const noteOf = (parts: (string | null)[]): string => parts.filter((part) => part).join(' · ');
const rowOf = ({ organ, date, state }: MyMeeting, names: Names) => ({
  text: `${names.organ(organ)} ${weekdayOf(date)}`,
  state: stateBadge('meeting', state),
  protocolHref: null as string | null,
  action: null as string | null,
  agenda: null as AgendaButton | null,
});

const toSign = (meeting: MyMeeting, names: Names) => ({
  ...rowOf(meeting, names),
  href: `/moeder/${meeting.meeting}/underskriv`,
  note: count(meeting.items),
  action: 'Læs og underskriv',
});

const coming = (meeting: MyMeeting, names: Names) => ({
  ...rowOf(meeting, names),
  href: meeting.isReadable ? `/moeder/${meeting.meeting}` : null,
  note: noteOf([
    `Kl. ${pointed(meeting.startsAt)}`,
    meeting.place,
    meeting.isReadable ? count(meeting.items) : 'Dagsordenen er ikke udsendt endnu',
  ]),
});

const past = (meeting: MyMeeting, names: Names) => ({
  ...rowOf(meeting, names),
  href: `/moeder/${meeting.meeting}`,
  protocolHref: `/moeder/${meeting.meeting}/protokol`,
  note: noteOf([
    count(meeting.items),
    meeting.myAnswer === undefined
      ? null
      : meeting.myAnswer === null
        ? 'Du mangler at underskrive'
        : `Du: ${word('signatures', meeting.myAnswer).toLowerCase()}`,
  ]),
});
