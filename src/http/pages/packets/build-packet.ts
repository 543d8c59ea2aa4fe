/** Has a packet built in somebody's name. */
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { askForEdition } from '#src/packets/ask-for-edition.ts';
import { Variant } from '#src/packets/document.ts';
import { scopeOf } from '#src/packets/packets-wanted.ts';
import { mayOpenClosedBilag } from '#src/policies/bilag-policies.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { headOf } from '#src/store/read-stream.ts';

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
