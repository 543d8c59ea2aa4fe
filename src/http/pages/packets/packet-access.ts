/** Editions over HTTP: found for whoever may read all that they hold, and noted as read when they are fetched. */
import type { Request } from 'express';
import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { mayReadEdition } from '#src/packets/may-read-packet.ts';
import { mayReadMeeting } from '#src/policies/meeting-policies.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { editionId } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { headOf, type RecordOf } from '#src/store/read-stream.ts';
import { MeetingId, Ordinal, recordId, VariantName } from '../../path-params.ts';

/** @throws Refusal `not-found` (404), and that of `mayReadMeeting` (403) */
export async function meetingToRead(
  { collections }: Pick<App, 'collections'>,
  actor: Actor,
  meeting: string,
): Promise<RecordOf<'meeting'>['state']> {
  const { state } = await headOf(collections, 'meeting', meeting);
  authorize(mayReadMeeting(actor, { state }));
  return state;
}

/** Which edition an address names. */
export const OfEdition = z.object({
  meeting: MeetingId,
  scope: recordId('packet'),
  variant: VariantName,
  edition: Ordinal,
});
type EditionNamed = z.infer<typeof OfEdition>;

export interface FoundEdition {
  edition: Edition;
  meeting: RecordOf<'meeting'>;
}

/** What may not be known is answered as what does not exist. @throws Refusal `not-found` (404) */
export async function readableEdition(
  app: Pick<App, 'collections' | 'contents'>,
  actor: Actor,
  { edition: number, ...of }: EditionNamed,
): Promise<FoundEdition> {
  const meeting = await headOf(app.collections, 'meeting', of.meeting);
  const edition = await app.collections.editions.findOne({ _id: editionId(of, number) }).lean();
  if (edition === null || !(await mayReadEdition(app, { actor, meeting: meeting.state }, edition))) {
    throw notFound('packet');
  }
  return { edition, meeting };
}

/** The edition that the secretariat names, whatever its state. @throws Refusal `not-found` (404) */
export async function namedEdition(app: Pick<App, 'collections'>, actor: Actor, { edition, ...of }: EditionNamed) {
  const row = await app.collections.editions.findOne({ _id: editionId(of, edition) }).lean();
  if (row === null || !isSecretariat(actor)) throw notFound('packet');
  return row;
}

/** A file is read piece by piece; whoever asks for its beginning has opened it. */
const isOpening = (request: Request): boolean =>
  request.method === 'GET' && /^(bytes=0-.*)?$/.test(request.get('range') ?? '');

/**
 * Notes who has opened which edition, and when (who has read a meeting's material).
 * @param stamped whether what they got has their name on it
 */
export async function noteRead(
  app: Pick<App, 'collections' | 'clock' | 'ids'>,
  request: Request,
  actor: Actor,
  { _id: edition, meeting }: Edition,
  stamped: boolean,
): Promise<void> {
  if (!isOpening(request)) return;
  const at = (await app.clock.now()).toISOString();
  await app.collections.packetReads.insertOne({
    _id: app.ids.next('read'),
    edition,
    meeting,
    person: actor.person,
    at,
    stamped,
  });
}
