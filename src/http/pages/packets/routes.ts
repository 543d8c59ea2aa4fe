/** The packets of a meeting: the panel of its page, building and calling off, and the files, for pages and programs alike. */
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { notAllowedNow, notFound } from '#src/errors.ts';
import { askForEdition, callOffEdition } from '#src/packets/ask-for-edition.ts';
import { Variant } from '#src/packets/document.ts';
import { packetList } from '#src/packets/packet-list.ts';
import { scopeOf } from '#src/packets/packets-wanted.ts';
import { mayOpenClosedBilag } from '#src/policies/bilag-policies.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { headOf } from '#src/store/read-stream.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { renderFragment } from '../../render.ts';
import { wholeAgenda } from '../viewer/whole-agenda.ts';
import { copyPages } from './copy-routes.ts';
import { editionPdfs } from './edition-pdf.ts';
import { editionForms } from './other-forms.ts';
import { meetingToRead, namedEdition, OfEdition } from './packet-access.ts';
import { packetPanel } from './panel.ts';

/** Which packet is to be built. */
export const PacketAsked = z.object({ scope: z.string().min(1).max(70), variant: Variant });

/**
 * Asks for a packet in somebody's name: the secretariat for any, and whoever may read an item for what its readers get of it alone.
 * @throws Refusal `only-the-secretariat` (403), `not-found` (404), `packet-needs-freeze` (409)
 */
export async function buildPacket(
  app: App,
  actor: Actor,
  meeting: string,
  { scope: key, variant }: z.infer<typeof PacketAsked>,
): Promise<Edition> {
  const { seq: asOf } = await headOf(app.collections, 'meeting', meeting);
  const scope = scopeOf(key);
  if (scope === null) throw notFound('packet');
  const isReaders = scope.kind === 'item' && variant === 'members' && (await mayReadOne(app, actor, scope.item));
  if (!isReaders) authorize(bySecretariat(actor));
  return askForEdition(app, meeting, { scope, variant }, { by: actor.person, asOf });
}

/** Closed bilag are in the packet too: it is for those alone who could read the item if all of it were closed. */
async function mayReadOne({ collections }: Pick<App, 'collections'>, actor: Actor, item: string): Promise<boolean> {
  const row = await collections.items.findOne({ _id: item }).lean();
  return (
    row !== null &&
    mayOpenClosedBilag(actor, { state: { value: row.state, context: row.context }, stepIsVacant: false })
  );
}

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
  ...editionForms,
];
