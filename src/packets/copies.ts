/**
 * Copies of the members' packets with their readers' names on every page, where the organ wants it: who has handed a packet on can then
 * be told from the copy. A copy is made of the stored edition when its reader asks, and is taken away again; the edition and its manifest
 * stay as they are.
 */
import { trusted } from 'mongoose';
import type { Actor } from '#src/auth/actor.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import type { Clock } from '#src/clock.ts';
import { type ByteStore, newByteId } from '#src/files/byte-store.ts';
import { printText } from '#src/pdf/print-text.ts';
import type { Directory } from '#src/people/directory.ts';
import { packetJob } from '#src/queue/packet.ts';
import type { Queues } from '#src/queue/queues.ts';
import { type Collections, ignoreDuplicates } from '#src/store/collections.ts';
import type { PacketCopy } from '#src/store/models/packet-copy.ts';
import { hashJson } from '#src/store/record.ts';
import { wantAgain, wantedNow, workRows } from '#src/store/work.ts';
import { word } from '#src/words/words.ts';

type Rows = { collections: Pick<Collections, 'packetCopies'> };

/** Who opens the same edition again so soon gets the same copy: a button pressed twice, what is shown and what is then downloaded. */
const SAME_COPY_MS = 10 * 60_000;
/** A meeting lasts no longer than that, and its readers leave the packet open. */
const KEPT_MS = 24 * 3_600_000;
/** Copies taken away in one round. */
const MOST_REMOVED = 50;

/** Whether readers get a packet with their names on it. Drafts have no readers yet, and what is public is anybody's. */
export const isStamped = ({ organs }: Directory, organ: string, { variant }: { variant: string }): boolean =>
  variant === 'members' && organs.get(organ)?.stampCopies === true;

/** "Udleveret til Birthe Lindhardt 5. december 2023 kl. 14.05". @param at an instant, shown in Europe/Copenhagen */
export const handedTo = ({ name }: Pick<Actor, 'name'>, at: Date): string =>
  `${word('packetStamps', 'handedTo')} ${printText(name)} ${momentOf(at)}`;

/**
 * Asks for a reader's copy of an edition, made at this moment by the service's clock.
 * @returns its row; the same one for who asks again within ten minutes
 * @throws what the store throws
 */
export async function wantCopy(
  { collections, queues, clock }: Rows & { queues: Pick<Queues, 'ensure'>; clock: Clock },
  actor: Pick<Actor, 'person' | 'name'>,
  { _id: edition, meeting }: { _id: string; meeting: string },
): Promise<PacketCopy> {
  const { packetCopies } = collections;
  const at = await clock.now();
  const { person } = actor;
  const _id = hashJson({ edition, person, since: Math.floor(at.getTime() / SAME_COPY_MS) });
  const wanted: PacketCopy = {
    _id,
    edition,
    meeting,
    person,
    foot: handedTo(actor, at),
    bytes: newByteId(),
    size: null,
    expiresAt: new Date(Date.now() + KEPT_MS),
    ...wantedNow(),
  };
  await ignoreDuplicates(packetCopies.insertMany([wanted], { ordered: false }));
  const again = await wantAgain(workRows(packetCopies), _id);
  const row = (again as PacketCopy | null) ?? (await packetCopies.findOne({ _id }).lean()) ?? wanted;
  // Where Redis does not answer, reconcile or the worker's own timer finds the row.
  if (row.state === 'wanted') await queues.ensure([packetJob('copy', _id)]).catch(() => undefined);
  return row;
}

/** A reader's own copy; null for anybody else's, and for one that was taken away. */
export const findCopy = (
  { collections }: Rows,
  _id: string,
  of: { edition: string; person: string },
): Promise<PacketCopy | null> =>
  collections.packetCopies
    .findOne({ _id, ...of })
    .lean()
    .exec();

/** Takes away what was kept long enough: the bytes first, so that whoever dies in between leaves a row to begin again with. */
export async function removeOldCopies({
  collections: { packetCopies },
  bytes,
}: Rows & { bytes: ByteStore }): Promise<void> {
  const old = await packetCopies
    .find({ expiresAt: trusted({ $lte: new Date() }) })
    .sort({ expiresAt: 1 })
    .limit(MOST_REMOVED)
    .lean();
  for (const copy of old) {
    await bytes.remove(copy.bytes);
    await packetCopies.deleteOne({ _id: copy._id });
  }
}
