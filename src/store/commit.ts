/**
 * How a change is stored: decide on what is known of the stream, insert head + 1, and that one insert is the commit. Commits of other
 * streams may share the request, never the fate (group-commit.ts).
 */

import type { z } from 'zod';
import type { Effect } from '#machines/effects.ts';
import { begin, type MachineEvent, type MachineState, machines, type Step, step, toStored } from '#machines/run.ts';
import type { Clock } from '#src/clock.ts';
import { waitsIn } from '#src/deadlines/waiting-due.ts';
import { badInput, isRefusal, notAllowedNow, notFound, Refusal, stale } from '#src/errors.ts';
import { notBefore } from './clock-check.ts';
import { type Collections, isDuplicateKey } from './collections.ts';
import type { Contents } from './contents.ts';
import { createGroupCommit } from './group-commit.ts';
import { hashRecord, machineOf, type RecordedActor, recordId, type TransitionRecord } from './record.ts';
import { createQueues, createStreamCache, type KnownStream, loadStream, stateOf } from './streams.ts';

export interface Command {
  stream: string;
  /** Whose vocabulary the event is taken from: nobody outside can speak as the system. */
  origin: 'birth' | 'people' | 'system';
  /** Stable for one intention (request id, link id, deadline id, effect key): a second time answers the first result. */
  cause: string;
  /** The sequence number the client has seen (If-Match); omitted where the event carries its own precondition. */
  expectedSeq?: number | undefined;
  /** Documents that the event names by hash: stored once the event is allowed, before the transition. */
  documents?: readonly unknown[];
  /** Policy and event on the state as it stands; may run again on a newer state. @throws Refusal when it may not be */
  decide(state: MachineState | null): Decided;
}

/** The event, and who is recorded as having caused it. */
interface Decided {
  event: MachineEvent;
  actor: RecordedActor;
}

export interface Committed {
  stream: string;
  seq: number;
  from: string | null;
  to: string;
  at: string;
  /** True when this cause had already been committed and its result is answered again. */
  replayed: boolean;
}

export type Commit = (command: Command) => Promise<Committed>;

/** A context above this is a design error: ids, hashes and counters only. A full agenda of a council takes most of it; so do a hearing's parties. */
export const MAX_CONTEXT_BYTES = { 'agenda-item': 24_576, meeting: 24_576, hearing: 65_536 } as const;
const MAX_TRIES = 30;
/** Broken rules that are the client's own precondition: what it read is no longer what stands (412). */
const PRECONDITIONS = new Set(['current-version', 'current-round', 'current-protocol']);

export interface CommitDependencies {
  collections: Collections;
  contents: Contents;
  clock: Clock;
  /** Told of every record this process commits, so that it can roll its own streams forward. */
  onCommitted(record: TransitionRecord): void;
}

/**
 * The command path of one process, with its own cache of streams and a queue for each.
 * @returns what commits a command. It throws what `decide` throws; Refusal `bad-input` (400), `not-found` (404), the machine's rule
 *   (409), `changed-meanwhile` or a precondition that fails (412), `store-unavailable`, `too-busy`, `newer-version`,
 *   `clock-behind` (503)
 */
export function createCommit({ collections, contents, clock, onCommitted }: CommitDependencies): Commit {
  const cache = createStreamCache();
  const inTurn = createQueues();
  const insert = createGroupCommit(collections);

  async function attempt(command: Command, known: KnownStream): Promise<Committed | 'overtaken'> {
    const record = decideRecord(command, known, await clock.now());
    try {
      for (const document of command.documents ?? []) await contents.put(document);
      await insert(record.stored);
    } catch (error) {
      cache.delete(command.stream);
      if (isDuplicateKey(error)) return 'overtaken';
      // The reply is lost, the insert perhaps not: the same cause tried again finds out.
      throw new Refusal('store-unavailable', 503, {}, error);
    }
    known.causes.set(command.cause, record.stored.seq);
    cache.set(command.stream, { head: record.stored, snapshot: record.snapshot, causes: known.causes });
    onCommitted(record.stored);
    return answer(record.stored, false);
  }

  async function run(command: Command): Promise<Committed> {
    let kept = cache.get(command.stream);
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const known = kept ?? (await reading(loadStream(collections, command.stream)));
      const earlier = known.causes.get(command.cause);
      if (earlier !== undefined) return recorded(command.stream, earlier);
      try {
        const result = await attempt(command, known);
        if (result !== 'overtaken') return result;
      } catch (error) {
        // What is kept may only say yes: before any refusal the head is read again and the event tried once more.
        if (kept === undefined || !isRefusal(error) || error.status >= 500) throw error;
        cache.delete(command.stream);
      }
      kept = undefined;
    }
    throw new Refusal('too-busy', 503, { stream: command.stream });
  }

  async function reading<T>(read: Promise<T>): Promise<T> {
    try {
      return await read;
    } catch (error) {
      throw isRefusal(error) ? error : new Refusal('store-unavailable', 503, {}, error);
    }
  }

  async function recorded(stream: string, seq: number): Promise<Committed> {
    const record = await reading(collections.transitions.findOne({ _id: recordId(stream, seq) }).lean());
    if (record === null) throw notFound('transition');
    return answer(record, true);
  }

  return (command) => inTurn(command.stream, () => run(command));
}

const answer = ({ stream, seq, from, to, at }: TransitionRecord, replayed: boolean): Committed => ({
  stream,
  seq,
  from,
  to,
  at,
  replayed,
});

/** Policy, vocabulary, machine, effects and hash: everything between what is known and what would be stored. Pure. */
function decideRecord(command: Command, known: KnownStream, now: Date) {
  const { stream, cause, expectedSeq } = command;
  const definition = machines[machineOf(stream)];
  if (expectedSeq !== undefined && expectedSeq !== (known.head?.seq ?? 0)) {
    throw stale('changed-meanwhile', { seq: known.head?.seq ?? 0 });
  }
  if (known.snapshot === null && command.origin !== 'birth') throw notFound(definition.name);
  const vocabulary: Record<Command['origin'], z.ZodType<MachineEvent>> = {
    birth: definition.birth,
    people: definition.fromPeople,
    system: definition.fromSystem,
  };
  const decided = command.decide(stateOf(known));
  const parsed = vocabulary[command.origin].safeParse(decided.event);
  if (!parsed.success) throw badInput(parsed.error.issues);
  const at = notBefore(now, known.head?.at).toISOString();
  const { event, result } = withDatesOfWaits(parsed.data, at, (each) =>
    known.snapshot === null ? begin(definition, each) : step(definition, known.snapshot, each),
  );
  if (!result.accepted) {
    const details = { event: result.event, state: known.head?.to };
    throw PRECONDITIONS.has(result.rule) ? stale(result.rule, details) : notAllowedNow(result.rule, details);
  }
  const state = toStored(result.snapshot);
  const bytes = JSON.stringify(state.context).length;
  if (bytes > MAX_CONTEXT_BYTES[definition.name]) throw notAllowedNow('context-too-large', { stream });
  const seq = (known.head?.seq ?? 0) + 1;
  const fields = {
    stream,
    seq,
    machine: definition.name,
    machineVersion: definition.version,
    at,
    event,
    cause,
    actor: decided.actor,
    from: known.head?.to ?? null,
    to: state.value,
    state,
    effects: result.effects.map((effect, n): Effect => ({ key: `${stream}.${seq}-${n + 1}`, ...effect })),
    prevHash: known.head?.hash ?? null,
  };
  const stored: TransitionRecord = {
    _id: recordId(stream, seq),
    ...fields,
    hash: hashRecord(fields),
    pending: new Date(),
  };
  return { stored, snapshot: result.snapshot };
}

/** Where the event makes somebody wait, the date is found now and stands in the event: the machine is asked again with it. */
function withDatesOfWaits(event: MachineEvent, at: string, run: (event: MachineEvent) => Step) {
  const result = run(event);
  const waits = result.accepted ? waitsIn(result.effects, at) : null;
  if (waits === null) return { event, result };
  const dated = { ...event, waits } as MachineEvent;
  return { event: dated, result: run(dated) };
}
