/**
 * What is closed until a day opens on that day by itself: whoever compares a meeting's packets with it notes the next such day, and when
 * it has come the packets are compared again. Which day counts, and whether something is closed at all, is judged where documents are
 * made (content/openness.ts) and nowhere else.
 */
import { trusted } from 'mongoose';
import type { Clock } from '#src/clock.ts';
import { localDay } from '#src/people/local-day.ts';
import type { Collections } from '#src/store/collections.ts';
import { wantPacketChecks } from '#src/store/packet-checks.ts';
import type { PacketDocument } from './document.ts';

type Rows = { collections: Pick<Collections, 'packetOpenings' | 'packetChecks'> };

/** Meetings that are entered in one round; the next takes the rest. */
const MOST_OPENED = 500;

/** The first day on which something opens that is closed in one of these documents; null where nothing does. Pure. */
export function nextOpening(documents: readonly Pick<PacketDocument, 'items'>[]): string | null {
  const marked = documents.flatMap(({ items }) => items.flatMap((item) => [item, ...item.bilag]));
  return marked.flatMap(({ closedUntil }) => closedUntil ?? []).toSorted()[0] ?? null;
}

/** @param day null where the meeting has no such day any more. @throws what the store throws */
export async function noteOpening(
  { collections: { packetOpenings } }: Rows,
  meeting: string,
  day: string | null,
): Promise<void> {
  if (day === null) await packetOpenings.deleteOne({ _id: meeting });
  else await packetOpenings.updateOne({ _id: meeting }, { $set: { day } }, { upsert: true });
}

/** Has the packets compared of meetings for which such a day has come, by the service's clock. @throws what the store throws */
export async function wantChecksOfOpened({ collections, clock }: Rows & { clock: Clock }): Promise<void> {
  const today = localDay(await clock.now());
  const opened = await collections.packetOpenings
    .find({ day: trusted({ $lte: today }) })
    .sort({ day: 1 })
    .limit(MOST_OPENED)
    .lean();
  await wantPacketChecks(
    collections,
    opened.map(({ _id }) => _id),
  );
  // Only what was read: a check may have noted a later day meanwhile.
  for (const { _id, day } of opened) await collections.packetOpenings.deleteOne({ _id, day });
}
