/**
 * The packet of one item, for whoever may read all of the item: the one way to bilag in one file for those whose access is that item, an
 * expert who was asked or an office on its route. It is built when somebody asks for it.
 */
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { notFound } from '#src/errors.ts';
import { packetProgress } from '#src/packets/progress.ts';
import { mayOpenClosedBilag } from '#src/policies/bilag-policies.ts';
import { editionId } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { type Operation, operation } from '../../operation.ts';
import { MeetingId, OfItem, Ordinal } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { type ItemCall, type ReadableItem, readableItem } from '../item/item-access.ts';
import { buildPacket } from './build-packet.ts';
import { LOOK_AGAIN_SECONDS, whenMade } from './made.ts';
import { underwayText } from './underway-text.ts';

const VARIANT = 'members';

/** The meeting whose packet the item is in: the one that has it now, or else the last that treated it; null before any froze its agenda. */
const meetingOf = ({ listing, treatments }: ItemContext): string | null =>
  listing?.frozen ? listing.meeting : (treatments.at(-1)?.meeting ?? null);

/** Where an item's packet is asked for; null where there is none, or it is not for this reader. */
export const itemPacketHref = ({ actor, target, history }: Pick<ReadableItem, 'actor' | 'target' | 'history'>) =>
  meetingOf(history.context) !== null && mayOpenClosedBilag(actor, target) ? `/punkter/${history.id}/pakke` : null;

/** @throws Refusal `not-found` (404) where the item may not be read, or not all of it */
async function itemForPacket(call: ItemCall): Promise<ReadableItem> {
  const readable = await readableItem(call);
  if (!mayOpenClosedBilag(readable.actor, readable.target)) throw notFound('packet');
  return readable;
}

const ask = operation({
  method: 'get',
  path: '/punkter/:id/pakke',
  access: 'session',
  schema: { params: OfItem },
  async handler({ app, actor, request, response, params }) {
    const { history } = await itemForPacket({ app, request, params });
    const meeting = meetingOf(history.context);
    if (meeting === null) throw notFound('packet');
    const { edition } = await buildPacket(app, actor, meeting, { scope: history.id, variant: VARIANT });
    response.set('Cache-Control', 'private, no-store');
    response.redirect(302, `/punkter/${history.id}/pakke/${meeting}/${edition}`);
  },
});

const wait = operation({
  method: 'get',
  path: '/punkter/:id/pakke/:meeting/:edition',
  access: 'session',
  schema: { params: OfItem.extend({ meeting: MeetingId, edition: Ordinal }) },
  async handler({ app, request, response, params }) {
    const { history } = await itemForPacket({ app, request, params });
    const { meeting, edition: number } = params;
    const scope = history.id;
    const id = editionId({ meeting, scope, variant: VARIANT }, number);
    const edition = await whenMade<Edition>(() => app.collections.editions.findOne({ _id: id }).lean().exec());
    if (edition === null) throw notFound('packet');
    response.set('Cache-Control', 'private, no-store');
    if (edition.state === 'done') {
      return response.redirect(302, `/moeder/${meeting}/pakker/${scope}/${VARIANT}/${number}/vis`);
    }
    const isUnderway = edition.state === 'wanted';
    if (isUnderway) response.set('Refresh', String(LOOK_AGAIN_SECONDS));
    const progress = isUnderway ? await packetProgress(app, edition) : null;
    renderPage(response, 'packet-wait', {
      title: isUnderway ? 'Punktet samles i én fil' : 'Filen er ikke lavet',
      back: { href: `/punkter/${scope}`, text: 'Punktet' },
      isUnderway,
      text: underwayText({ ...edition, progress }),
      progress: progress && { done: progress.pages.done, of: Math.max(1, progress.pages.of) },
      note: isUnderway ? 'Filen åbner af sig selv, når den er færdig.' : null,
      again: `/punkter/${scope}/pakke`,
    });
  },
});

export const itemPacketPages: readonly Operation[] = [ask, wait];
