/** What a process knows of a stream: its head and its causes, read together and kept; kept knowledge may only say yes. */

import { LRUCache } from 'lru-cache';
import type { AnyMachineSnapshot } from 'xstate';
import { type MachineState, machines, restore } from '#machines/run.ts';
import { Refusal } from '#src/errors.ts';
import type { Collections } from './collections.ts';
import { machineOf, ofStream, recordId, type TransitionRecord } from './record.ts';

export interface KnownStream {
  /** Null for a stream that does not exist yet. */
  head: Pick<TransitionRecord, 'seq' | 'hash' | 'to' | 'at'> | null;
  snapshot: AnyMachineSnapshot | null;
  /** cause → seq of the transition it made. */
  causes: Map<string, number>;
}

/** State and context as they stand; null for a stream that does not exist yet. */
export const stateOf = (known: KnownStream): MachineState | null =>
  known.snapshot && known.head
    ? { value: known.head.to, context: known.snapshot.context as MachineState['context'] }
    : null;

/**
 * Reads head and causes of a stream.
 * @throws Refusal `newer-version` (503) when a newer release has written the stream
 */
export async function loadStream(collections: Pick<Collections, 'transitions'>, stream: string): Promise<KnownStream> {
  const { transitions } = collections;
  const causes = new Map<string, number>();
  let lastSeq = 0;
  for await (const { cause, seq } of transitions.find(ofStream(stream)).select({ _id: 0, cause: 1, seq: 1 }).lean()) {
    causes.set(cause, seq);
    lastSeq = Math.max(lastSeq, seq);
  }
  if (lastSeq === 0) return { head: null, snapshot: null, causes };
  // The head that belongs to these causes: a later insert shows as a duplicate key.
  const head = await transitions.findOne({ _id: recordId(stream, lastSeq) }).lean();
  if (head === null) throw new Refusal('store-inconsistent', 500, {}, `${stream}.${lastSeq} is gone`);
  const definition = machines[machineOf(stream)];
  if (head.machineVersion > definition.version) throw new Refusal('newer-version', 503, { stream });
  return { head, snapshot: restore(definition, head.state), causes };
}

/** Knowledge of the streams used last; of any other it is read again. */
export const createStreamCache = (max = 5_000) => new LRUCache<string, KnownStream>({ max });

/** Commands of one stream queue up in the process, so that they do not race each other for the same sequence number. */
export function createQueues() {
  const tails = new Map<string, Promise<unknown>>();
  return function inTurn<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = tails.get(stream) ?? Promise.resolve();
    const mine = before.then(work, work);
    const tail = mine.then(
      () => undefined,
      () => undefined,
    );
    tails.set(stream, tail);
    void tail.then(() => {
      if (tails.get(stream) === tail) tails.delete(stream);
    });
    return mine;
  };
}
