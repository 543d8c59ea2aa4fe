/** The packets of a meeting: the panel of its page, building and calling off, and the files, for pages and programs alike. */
import type { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import { callOffEdition } from '#src/packets/ask-for-edition.ts';
import { packetList } from '#src/packets/packet-list.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { renderFragment } from '../../render.ts';
import { wholeAgenda } from '../viewer/whole-agenda.ts';
import { buildPacket, PacketAsked } from './build-packet.ts';
import { copyPages } from './copy-routes.ts';
import { editionPdfs } from './edition-pdf.ts';
import { itemPacketPages } from './item-packet.ts';
import { editionForms } from './other-forms.ts';
import { meetingToRead, namedEdition, OfEdition } from './packet-access.ts';
import { packetPanel } from './panel.ts';

/** @throws Refusal `not-found` (404), `packet-not-underway` (409) */
export async function callOffPacket(app: App, actor: Actor, named: z.infer<typeof OfEdition>): Promise<void> {
  const { _id } = await namedEdition(app, actor, named);
  if (!(await callOffEdition(app, _id))) throw notAllowedNow('packet-not-underway');
}

const panel = operation({
  method: 'get',
  path: '/moeder/:meeting/materiale',
  access: 'session',
  schema: { params: OfMeeting },
  async handler({ app, actor, response, params: { meeting } }) {
    const state = await meetingToRead(app, actor, meeting);
    response.set('Cache-Control', 'private, no-store');
    const entries = await packetList(app, actor, state);
    renderFragment(response, 'meeting-packets', await packetPanel(app, actor, state.context, entries));
  },
});

const build = operation({
  method: 'post',
  path: '/moeder/:meeting/materiale/byg',
  access: 'session',
  schema: { params: OfMeeting, body: PacketAsked },
  async handler({ app, actor, response, params: { meeting }, body }) {
    await buildPacket(app, actor, meeting, body);
    response.redirect(303, `/moeder/${meeting}`);
  },
});

const callOff = operation({
  method: 'post',
  path: '/moeder/:meeting/materiale/annuller',
  access: 'session',
  schema: { params: OfMeeting, body: OfEdition.omit({ meeting: true }) },
  async handler({ app, actor, response, params: { meeting }, body }) {
    await callOffPacket(app, actor, { meeting, ...body });
    response.redirect(303, `/moeder/${meeting}`);
  },
});

/** The one address of "the whole agenda": the newest edition that this reader may have. */
const whole = operation({
  method: 'get',
  path: '/moeder/:meeting/pakke.pdf',
  access: 'session',
  schema: { params: OfMeeting },
  async handler({ app, actor, response, params: { meeting } }) {
    const found = wholeAgenda(await packetList(app, actor, await meetingToRead(app, actor, meeting)));
    if (found === null) throw notFound('packet');
    response.redirect(302, `/moeder/${meeting}/pakker/all/${found.variant}/${found.edition.edition}/pakke.pdf`);
  },
});

export const packetPages: readonly Operation[] = [
  panel,
  build,
  callOff,
  whole,
  ...editionPdfs,
  ...copyPages,
  ...itemPacketPages,
  ...editionForms,
];
