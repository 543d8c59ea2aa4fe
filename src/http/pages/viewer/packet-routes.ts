/** A meeting's packet in the viewer. */
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { notFound } from '#src/errors.ts';
import { wantCopy } from '#src/packets/copies.ts';
import { packetList } from '#src/packets/packet-list.ts';
import { namesIn } from '#src/words/names.ts';
import { operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { meetingToRead } from '../packets/packet-access.ts';
import { showViewer } from './show-viewer.ts';
import { factsOf, wholeAgenda } from './whole-agenda.ts';

/** `#punkt=3` in the address opens it at the item with that number. */
export const showPacket = operation({
  method: 'get',
  path: '/moeder/:meeting/pakke/vis',
  access: 'session',
  schema: { params: OfMeeting },
  async handler({ app, actor, response, params: { meeting } }) {
    const state = await meetingToRead(app, actor, meeting);
    const [entries, directory] = await Promise.all([packetList(app, actor, state), app.directory.current()]);
    const found = wholeAgenda(entries);
    if (found === null) throw notFound('packet');
    const { variant, edition } = found;
    const { organ, date, startsAt } = state.context;
    const base = `/moeder/${meeting}/pakker/all/${variant}/${edition.edition}`;
    const copy = edition.stamped ? await wantCopy(app, actor, { _id: edition.id, meeting }) : null;
    const file = copy === null ? `${base}/pakke.pdf` : `${base}/kopi/${copy._id}/pakke.pdf`;
    await showViewer(response, {
      title: `${namesIn(directory).organ(organ)} ${weekdayOf(date)} kl. ${pointed(startsAt)}`,
      file,
      download: file,
      facts: factsOf(edition),
      ...(copy === null ? {} : { waiting: 'Laver din kopi med navn og tidspunkt på hver side …' }),
      back: { href: `/moeder/${meeting}`, text: 'Mødet' },
    });
  },
});
