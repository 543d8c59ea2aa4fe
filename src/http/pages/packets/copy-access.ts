/** A reader's own copy of an edition over HTTP: asked for, waited for, and sent. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { Hash } from '#machines/primitives.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { notFound, Refusal } from '#src/errors.ts';
import { findCopy } from '#src/packets/copies.ts';
import { hasClosed } from '#src/packets/may-read-packet.ts';
import type { Edition } from '#src/store/models/edition.ts';
import type { PacketCopy } from '#src/store/models/packet-copy.ts';
import { sendBytes } from '../files/send-file.ts';
import { whenMade } from './made.ts';
import { noteRead, OfEdition } from './packet-access.ts';

const AGAIN_SECONDS = 5;

export const OfCopy = OfEdition.extend({ copy: Hash });
export type CopyNamed = z.infer<typeof OfCopy>;

/**
 * A reader's own copy as it stands when it is made.
 * @param forMs how long its reader is kept waiting; as long as for a page where left out
 * @throws Refusal `not-found` (404) for a copy that is somebody else's, of another edition, or no longer kept
 */
export async function ownCopy(
  app: Pick<App, 'collections'>,
  { person }: Actor,
  copy: string,
  edition: Edition,
  forMs?: number,
): Promise<PacketCopy> {
  const found = await whenMade(() => findCopy(app, copy, { edition: edition._id, person }), forMs);
  if (found === null) throw notFound('packet-copy');
  return found;
}

/**
 * Sends a copy, and notes that it was opened.
 * @throws Refusal `packet-copy-busy` (503) while it is not made, `packet-copy-failed` (500) where it could not be
 */
export async function sendCopy(
  app: App,
  actor: Actor,
  { request, response }: { request: Request; response: Response },
  { copy, edition, name }: { copy: PacketCopy; edition: Edition; name: string },
): Promise<void> {
  if (copy.state === 'failed') throw new Refusal('packet-copy-failed', 500);
  const { bytes, size, extents } = copy;
  if (size === null) throw new Refusal('packet-copy-busy', 503, { retryAfterSeconds: AGAIN_SECONDS });
  await noteRead(app, request, actor, edition, true);
  await sendBytes(app, request, response, {
    name,
    mime: 'application/pdf',
    size,
    tag: copy._id,
    isClosed: await hasClosed(app, edition),
    isMadeHere: true,
    open: (range) => app.files.open(extents ? { bytes, size, extents } : { bytes, size }, range),
  });
}
