/** The record of one transition, and its place in the hash chain of its stream. */

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { trusted } from 'mongoose';
import type { Effect } from '#machines/effects.ts';
import { Id } from '#machines/primitives.ts';
import type { MachineEvent, MachineName, MachineState } from '#machines/run.ts';

/**
 * Who acted: a person (in an office, perhaps for another), a party to a hearing (null: somebody who was not invited), or a part of
 * the system. Ids only; names live in the directory and in documents.
 */
export type RecordedActor = Somebody | { kind: 'system'; part: string; causedBy?: Somebody };
/** `causedBy` of the system: who acted on the stream whose signal it is; absent where time did, and in records before it was kept. */
type Somebody =
  | { kind: 'person'; person: string; office: string | null; onBehalfOf: string | null }
  | { kind: 'party'; party: string | null };

/** Whoever acted, on this stream or on the one that signalled it; null where time did. */
export const somebodyIn = (actor: RecordedActor): Somebody | null =>
  actor.kind === 'system' ? (actor.causedBy ?? null) : actor;

/** The id of the transition that asked for an effect, by the effect's key: `<stream>.<seq>-<n>`. */
export const transitionOf = (effectKey: string): string => effectKey.slice(0, effectKey.lastIndexOf('-'));

/** Every field here is covered by `hash`. `at` is an ISO 8601 instant in UTC. */
export interface ChainedFields {
  stream: string;
  seq: number;
  machine: MachineName;
  machineVersion: number;
  at: string;
  event: MachineEvent;
  cause: string;
  actor: RecordedActor;
  from: string | null;
  to: string;
  state: MachineState;
  effects: Effect[];
  prevHash: string | null;
}

export interface TransitionRecord extends ChainedFields {
  /** "<stream>.<seq>": its uniqueness is the optimistic lock. */
  _id: string;
  hash: string;
  /** Wall-clock time of the insert, until the relay has done its work; outside the hash. */
  pending?: Date;
}

/** The fields under the hash, by name: a field added later cannot slip into or out of an old hash. */
export const CHAINED_FIELDS = [
  'stream',
  'seq',
  'machine',
  'machineVersion',
  'at',
  'event',
  'cause',
  'actor',
  'from',
  'to',
  'state',
  'effects',
  'prevHash',
] as const satisfies readonly (keyof ChainedFields)[];

/** `_id` of a transition. */
export const recordId = (stream: string, seq: number): string => `${stream}.${seq}`;
/** The stream and the number of a transition, by its `_id`. */
export function placeOf(id: string): { stream: string; seq: number } {
  const dot = id.lastIndexOf('.');
  return { stream: id.slice(0, dot), seq: Number(id.slice(dot + 1)) };
}
/**
 * The records of one stream, as a filter: a range of the primary key, which needs no index of its own ("/" follows "."), and the
 * stream's name, by which a sharded cluster knows where to look.
 */
export const ofStream = (stream: string) => ({ stream, _id: trusted({ $gte: `${stream}.`, $lt: `${stream}/` }) });
/** Lower-case hexadecimal. */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * SHA-256 of the RFC 8785 (JCS) form of a JSON value, in lower-case hexadecimal.
 * @throws when the value is no JSON (undefined, a function)
 */
export function hashJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values can be hashed.');
  return sha256(text);
}

/** The hash of a transition: over the fields named in CHAINED_FIELDS, and no other. */
export function hashRecord(record: ChainedFields): string {
  return hashJson(Object.fromEntries(CHAINED_FIELDS.map((field) => [field, record[field]])));
}

const PREFIXES: Readonly<Record<MachineName, string>> = {
  'agenda-item': 'item-',
  meeting: 'meeting-',
  hearing: 'hearing-',
};

/** Whether an id, which may come from an address line, has the form of a stream's of this machine. */
export const isStreamOf = (machine: MachineName, id: string): boolean =>
  Id.safeParse(id).success && id.startsWith(PREFIXES[machine]);

/** Machine and table by the prefix of the stream's id. @throws TypeError for an id that names no kind of stream */
export function machineOf(stream: string): MachineName {
  const machine = (Object.keys(PREFIXES) as MachineName[]).find((name) => stream.startsWith(PREFIXES[name]));
  if (machine === undefined) throw new TypeError(`No machine runs the stream "${stream.slice(0, 80)}".`);
  return machine;
}
