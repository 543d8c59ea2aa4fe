/** Reads streams as they are stored: the truth, which projections follow. */
import { type Connection, trusted } from 'mongoose';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineName, MachineState } from '#machines/run.ts';
import { notFound } from '#src/errors.ts';
import { type Collections, collectionsOf } from './collections.ts';
import { isStreamOf, ofStream, placeOf, recordId, type TransitionRecord } from './record.ts';

/** The newest transition of a stream; null for an id of no stream. */
export const readHead = (
  { transitions }: Pick<Collections, 'transitions'>,
  stream: string,
): Promise<TransitionRecord | null> => transitions.findOne(ofStream(stream)).sort({ seq: -1 }).lean().exec();

/**
 * Which of these transitions are still the newest of their streams, read together: numbers have no gaps, so the newest has none after it.
 * @param ids of the transitions @returns for each where its stream stands; null where the stream has moved on, or there is none
 */
export async function readUnmoved(
  { transitions }: Pick<Collections, 'transitions'>,
  ids: readonly string[],
): Promise<(Pick<TransitionRecord, '_id' | 'state' | 'to'> | null)[]> {
  const places = ids.map((id) => placeOf(id));
  const wanted = places.flatMap(({ stream, seq }) => [recordId(stream, seq), recordId(stream, seq + 1)]);
  const streams = [...new Set(places.map(({ stream }) => stream))];
  const rows = await transitions
    .find({ stream: trusted({ $in: streams }), _id: trusted({ $in: wanted }) }, { state: 1, to: 1 })
    .lean();
  const found = new Map(rows.map((row) => [row._id, row]));
  return places.map(({ stream, seq }) =>
    found.has(recordId(stream, seq + 1)) ? null : (found.get(recordId(stream, seq)) ?? null),
  );
}

/** A transition of a stream of one machine, whose kind says what its context is. */
export type RecordOf<Machine extends MachineName> = TransitionRecord & { state: MachineState<ContextOf[Machine]> };
interface ContextOf {
  'agenda-item': ItemContext;
  meeting: MeetingContext;
  hearing: HearingContext;
}

/**
 * The newest transition of the stream that somebody named.
 * @throws Refusal `not-found` (404) for an id of no such stream, or of another kind of stream
 */
export async function headOf<Machine extends MachineName>(
  collections: Pick<Collections, 'transitions'>,
  machine: Machine,
  id: string,
): Promise<RecordOf<Machine>> {
  const head = isStreamOf(machine, id) ? await readHead(collections, id) : null;
  if (head === null) throw notFound(machine);
  return head as RecordOf<Machine>;
}

/** All transitions of a stream, first to last; none for an id of no stream. */
export const readStream = (
  { transitions }: Pick<Collections, 'transitions'>,
  stream: string,
): Promise<TransitionRecord[]> => transitions.find(ofStream(stream)).sort({ seq: 1 }).lean().exec();

/** All transitions of an item, first to last; none for an id of no item. */
export const itemRecords = async (
  collections: Pick<Collections, 'transitions'>,
  item: string,
): Promise<RecordOf<'agenda-item'>[]> =>
  isStreamOf('agenda-item', item) ? ((await readStream(collections, item)) as RecordOf<'agenda-item'>[]) : [];

/**
 * All transitions of the stream that somebody named, first to last, and the last of them by itself.
 * @throws Refusal `not-found` (404) as `headOf`
 */
export async function historyOf<Machine extends MachineName>(
  collections: Pick<Collections, 'transitions'>,
  machine: Machine,
  id: string,
): Promise<{ records: RecordOf<Machine>[]; head: RecordOf<Machine> }> {
  const records = (isStreamOf(machine, id) ? await readStream(collections, id) : []) as RecordOf<Machine>[];
  const head = records.at(-1);
  if (head === undefined) throw notFound(machine);
  return { records, head };
}

/** A stream's transitions to be verified: without what lies outside the hash; whatever else somebody put there is kept. */
export async function readChain(connection: Connection, stream: string): Promise<unknown[]> {
  const records = await readStream(collectionsOf(connection), stream);
  return records.map(({ _id, pending: _pending, ...chained }) => chained);
}
