/** Signals that one stream has committed and another has not received yet, and how the other takes them in. */
import { trusted } from 'mongoose';
import type { Effect, SignalEffect } from '#machines/effects.ts';
import { isRefusal } from '#src/errors.ts';
import type { Collections } from './collections.ts';
import type { Commit } from './commit.ts';
import { type RecordedActor, somebodyIn, transitionOf } from './record.ts';

type Signal = SignalEffect & { key: string };
interface SentSignal {
  signal: Signal;
  /** The transition that asked for it, */
  stream: string;
  seq: number;
  /** and when that was inserted: milliseconds by the wall clock. */
  sentAt: number;
}

type Deps = { collections: Pick<Collections, 'transitions' | 'deliveries'>; commit: Commit };

/**
 * Takes in what has been signalled to a stream and has not arrived, in the order in which it was caused. A signal that the receiver's
 * rules refuse has been overtaken and is passed over. Each counts once, whoever else delivers it.
 * @param upTo the key of the signal before which to stop; all where it is left out, those included whose delivery was given up
 * @throws what the store throws
 */
export async function takeInSignals({ collections, commit }: Deps, stream: string, upTo?: string): Promise<void> {
  const waiting = await undelivered(collections, stream, upTo === undefined ? ['open', 'failed'] : ['open']);
  const last = waiting.findIndex(({ signal }) => signal.key === upTo);
  for (const { signal } of upTo === undefined ? waiting : waiting.slice(0, Math.max(0, last))) {
    await commitSignal({ collections, commit }, signal).catch((error: unknown) => {
      if (!isRefusal(error) || error.status >= 500) throw error;
    });
  }
}

/**
 * Commits a signal on the stream that it is for. Its cause is the effect's key, so that it counts once, and its record names who
 * acted on the stream that sent it.
 * @throws as `Commit`
 */
export async function commitSignal({ collections, commit }: Deps, { key, params }: Signal): Promise<void> {
  const actor = await actorOf(collections, key);
  await commit({
    stream: params.stream,
    origin: 'system',
    cause: key,
    decide: () => ({ event: params.event, actor }),
  });
}

/** The kind of stream that spoke: keys begin with the stream's id. */
const senderOf = (key: string): string => key.slice(0, key.indexOf('-'));

async function actorOf({ transitions }: Deps['collections'], key: string): Promise<RecordedActor> {
  const cause = await transitions.findOne({ _id: transitionOf(key) }, { actor: 1 }).lean();
  const causedBy = cause && somebodyIn(cause.actor);
  return { kind: 'system', part: senderOf(key), ...(causedBy ? { causedBy } : {}) };
}

/**
 * The signals to a stream that have not arrived, in the order in which they were caused: those of one stream as it committed them.
 * First those that the relay has not carried, because it enters them in the ledger before it forgets them.
 */
async function undelivered(
  { transitions, deliveries }: Deps['collections'],
  stream: string,
  states: readonly ('open' | 'failed')[],
): Promise<SentSignal[]> {
  const records = await transitions
    .find({ pending: trusted({ $gt: new Date(0) }), 'effects.params.stream': stream })
    .select({ stream: 1, seq: 1, effects: 1, pending: 1 })
    .lean();
  const rows = await deliveries
    .find({ 'effect.params.stream': stream, state: trusted({ $in: [...states] }) })
    .select({ stream: 1, seq: 1, effect: 1, createdAt: 1 })
    .lean();
  const sent = new Map<string, SentSignal>();
  const note = (effect: Effect, from: Pick<SentSignal, 'stream' | 'seq'>, at: Date | undefined) => {
    if (effect.kind !== 'signal' || effect.params.stream !== stream) return;
    sent.set(effect.key, { signal: effect, stream: from.stream, seq: from.seq, sentAt: at?.getTime() ?? 0 });
  };
  for (const row of rows) note(row.effect, row, row.createdAt);
  for (const record of records) for (const effect of record.effects) note(effect, record, record.pending);
  return inOrderOfCause([...sent.values()]);
}

function inOrderOfCause(signals: readonly SentSignal[]): SentSignal[] {
  const asCommitted = signals.toSorted(
    (a, b) =>
      a.stream.localeCompare(b.stream) ||
      a.seq - b.seq ||
      a.signal.key.length - b.signal.key.length ||
      (a.signal.key < b.signal.key ? -1 : 1),
  );
  // The clocks of two processes may differ by a little: what a stream committed later is never put before what it committed earlier.
  const latest = new Map<string, number>();
  const dated = asCommitted.map((each) => {
    const sentAt = Math.max(latest.get(each.stream) ?? 0, each.sentAt);
    latest.set(each.stream, sentAt);
    return { ...each, sentAt };
  });
  return dated.toSorted((a, b) => a.sentAt - b.sentAt);
}
