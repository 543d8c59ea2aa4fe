/**
 * Remembers to which meetings something has happened, so that their packets are compared with them. The relay enters them together
 * with the effects of what was committed: it forgets nothing, whoever dies, and a packet's document is then made from what stands, so
 * it does not matter which change it was or how many there were.
 */
import { trusted } from 'mongoose';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { driverOf } from '#src/model.ts';
import { type Collections, ignoreDuplicates } from './collections.ts';
import type { PacketCheck } from './models/packet-check.ts';
import { machineOf, type TransitionRecord } from './record.ts';

type Rows = Pick<Collections, 'packetChecks'>;

/** The meetings whose packets may be others after these transitions: the meetings themselves, and those that have the items. */
function meetingsOf(records: readonly TransitionRecord[]): string[] {
  const of = ({ stream, state }: TransitionRecord): string[] => {
    const machine = machineOf(stream);
    if (machine === 'meeting') return [stream];
    const listing = machine === 'agenda-item' ? (state.context as ItemContext).listing : null;
    return listing === null ? [] : [listing.meeting];
  };
  return [...new Set(records.flatMap(of))];
}

/** For the relay; by the driver, as its other writes. @throws what the store throws */
export const enterPacketChecks = (rows: Rows, records: readonly TransitionRecord[]): Promise<void> =>
  wantPacketChecks(rows, meetingsOf(records));

/** Has the packets of these meetings compared. @throws what the store throws */
export async function wantPacketChecks({ packetChecks }: Rows, meetings: readonly string[]): Promise<void> {
  if (meetings.length === 0) return;
  const table = driverOf(packetChecks);
  const count = () => table.updateMany({ _id: { $in: [...meetings] } }, { $inc: { changes: 1 } });
  const { matchedCount } = await count();
  if (matchedCount === meetings.length) return;
  const rows = meetings.map((_id): PacketCheck => ({ _id, dueAt: new Date(), changes: 1 }));
  await ignoreDuplicates(table.insertMany(rows, { ordered: false }));
  // One that another process entered in between has not counted this.
  await count();
}

/**
 * Has the packets compared of the meetings in whose editions a file has no place: it is prepared once more, and may get one.
 * @throws what the store throws
 */
export async function wantChecksOfMissing(
  { editions, packetChecks }: Rows & Pick<Collections, 'editions'>,
  file: string,
): Promise<void> {
  await wantPacketChecks({ packetChecks }, await editions.distinct('meeting', { 'missing.file': file }));
}

/** The checks that are due, longest waiting first. */
export const duePacketChecks = ({ packetChecks }: Rows, limit: number): Promise<PacketCheck[]> =>
  packetChecks
    .find({ dueAt: trusted({ $lte: new Date() }) })
    .sort({ dueAt: 1 })
    .limit(limit)
    .lean()
    .exec();

/** Takes a check for some time: should its process die, it is due again then. @returns whether nobody else has it */
export async function takePacketCheck({ packetChecks }: Rows, { _id, dueAt }: PacketCheck, forMs: number) {
  const { matchedCount } = await packetChecks.updateOne(
    { _id, dueAt },
    { $set: { dueAt: new Date(Date.now() + forMs) } },
  );
  return matchedCount === 1;
}

/** A check that saw all that had happened is over; otherwise it is due again, no earlier than in `restMs` milliseconds. */
export async function endPacketCheck({ packetChecks }: Rows, { _id, changes }: PacketCheck, restMs: number) {
  const { deletedCount } = await packetChecks.deleteOne({ _id, changes });
  if (deletedCount === 0) await packetChecks.updateOne({ _id }, { $set: { dueAt: new Date(Date.now() + restMs) } });
}
