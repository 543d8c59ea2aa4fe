/** A meeting's packet in the viewer. */
import type { Response } from 'express';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { isStamped, wantCopy } from '#src/packets/copies.ts';
import { PacketDocument } from '#src/packets/document.ts';
import { packetList } from '#src/packets/packet-list.ts';
import { scopeOf } from '#src/packets/packets-wanted.ts';
import { editionId } from '#src/store/editions.ts';
import { namesIn } from '#src/words/names.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { meetingToRead, OfEdition, readableEdition } from '../packets/packet-access.ts';
import { showViewer, type ViewerUse } from './show-viewer.ts';
import { factsOf, wholeAgenda } from './whole-agenda.ts';

/** An edition as its address names it, and what the viewer says of it. */
interface Shown {
  scope: string;
  variant: string;
  edition: number;
  pages: number;
  size: number;
}

/** `#punkt=3` in the address opens it at the item with that number. */
const showPacket = operation({
  method: 'get',
  path: '/moeder/:meeting/pakke/vis',
  access: 'session',
  schema: { params: OfMeeting },
  async handler({ app, actor, response, params: { meeting } }) {
    const state = await meetingToRead(app, actor, meeting);
    const found = wholeAgenda(await packetList(app, actor, state));
    if (found === null) throw notFound('packet');
    const { variant, edition } = found;
    await show({ app, actor, response }, state.context, { ...edition, scope: 'all', variant });
  },
});

const showEdition = operation({
  method: 'get',
  path: '/moeder/:meeting/pakker/:scope/:variant/:edition/vis',
  access: 'session',
  schema: { params: OfEdition },
  async handler({ app, actor, response, params }) {
    const { edition, meeting } = await readableEdition(app, actor, params);
    const { scope, variant, pages, size } = edition;
    const shown = { scope, variant, edition: edition.edition, pages: pages ?? 0, size: size ?? 0 };
    const isItems = scopeOf(scope)?.kind === 'item';
    const ofItem = isItems
      ? { title: await itemTitle(app, edition.document), back: { href: `/punkter/${scope}`, text: 'Punktet' } }
      : {};
    await show({ app, actor, response }, meeting.state.context, shown, ofItem);
  },
});

async function show(
  { app, actor, response }: { app: App; actor: Actor; response: Response },
  { meeting, organ, date, startsAt }: MeetingContext,
  { scope, variant, edition, ...size }: Shown,
  ofItem: Partial<Pick<ViewerUse, 'title' | 'back'>> = {},
): Promise<void> {
  const directory = await app.directory.current();
  const base = `/moeder/${meeting}/pakker/${scope}/${variant}/${edition}`;
  const copy = isStamped(directory, organ, { variant })
    ? await wantCopy(app, actor, { _id: editionId({ meeting, scope, variant }, edition), meeting })
    : null;
  const file = copy === null ? `${base}/pakke.pdf` : `${base}/kopi/${copy._id}/pakke.pdf`;
  await showViewer(response, {
    title: `${namesIn(directory).organ(organ)} ${weekdayOf(date)} kl. ${pointed(startsAt)}`,
    file,
    download: file,
    facts: factsOf({ edition, ...size }),
    ...(copy === null ? {} : { waiting: 'Laver din kopi med navn og tidspunkt på hver side …' }),
    back: { href: `/moeder/${meeting}`, text: 'Mødet' },
    ...ofItem,
  });
}

/** "3. Cykelstien", as the packet of the item prints it. */
async function itemTitle({ contents }: Pick<App, 'contents'>, hash: string): Promise<string> {
  const [item] = PacketDocument.parse(await contents.read(hash)).items;
  if (item === undefined) throw notFound('packet');
  return item.number === null ? item.document.title : `${item.number}. ${item.document.title}`;
}

export const packetViewers: readonly Operation[] = [showPacket, showEdition];
