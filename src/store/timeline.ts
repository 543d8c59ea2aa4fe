/** A timeline file: transitions outside the store, in a shape so strict that nothing can be added to one or taken from it. */
import { z } from 'zod';
import type { DeadlineRow } from './models/deadline.ts';
import { CHAINED_FIELDS, type ChainedFields, type TransitionRecord } from './record.ts';
import { type BrokenLink, firstBrokenLink } from './verify.ts';

/** One transition as it is handed out: the fields under the hash, and the hash. */
export type TimelineEntry = ChainedFields & { hash: string };

export interface TimelineMail {
  messageId: string;
  to: string;
  template: string;
  /** ISO instant of the service's clock. */
  at: string;
}

/** A deadline as it is handed out; times are ISO instants. */
export interface TimelineDeadline {
  id: string;
  stream: string;
  kind: string;
  dueAt: string;
  state: DeadlineRow['state'];
  late: boolean | null;
  closedAt: string | null;
  note: string | null;
  /** Rule, inputs, policy, version of the calendar and steps: how the time was found. */
  basis: Record<string, unknown>;
  /** The same in Danish words; null where the basis is none of the calendar's. */
  sentence: string | null;
}

/** @param sentenceOf says how the time was found */
export const timelineDeadline = (
  row: DeadlineRow,
  sentenceOf: (dueAt: string, basis: unknown) => string | null,
): TimelineDeadline => ({
  id: row._id,
  stream: row.stream,
  kind: row.kind,
  dueAt: row.dueAt.toISOString(),
  state: row.state,
  late: row.late,
  closedAt: row.closedAt?.toISOString() ?? null,
  note: row.note,
  basis: row.basis,
  sentence: sentenceOf(row.dueAt.toISOString(), row.basis),
});

export interface TimelineFile {
  transitions: TimelineEntry[];
  deadlines: TimelineDeadline[];
  mails: TimelineMail[];
}

/** The record without what lies outside the hash, in the order in which people want to read it. */
export function timelineEntry(record: TransitionRecord): TimelineEntry {
  const { stream, seq, at, event, cause, actor, from, to, prevHash, hash } = record;
  const { machine, machineVersion, state, effects } = record;
  return { stream, seq, at, event, cause, actor, from, to, prevHash, hash, machine, machineVersion, state, effects };
}

/** What every transition is made of; what is inside event, state and effects is for the hash to judge. */
const Entry = z.strictObject({
  stream: z.string().regex(/^(item|meeting|hearing)-[A-Za-z0-9-]{1,60}$/),
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  event: z.looseObject({ type: z.string() }),
  cause: z.string().min(1),
  actor: z.looseObject({ kind: z.enum(['person', 'party', 'system']) }),
  from: z.string().nullable(),
  to: z.string(),
  prevHash: z.string().nullable(),
  hash: z.string(),
  machine: z.enum(['agenda-item', 'meeting', 'hearing']),
  machineVersion: z.number().int().min(1),
  state: z.strictObject({ value: z.string(), context: z.looseObject({}) }),
  effects: z.array(z.looseObject({ key: z.string(), kind: z.string() })),
});
const FIELDS = new Set<string>([...CHAINED_FIELDS, 'hash']);

/** The file around the transitions. @throws ZodError when it is no timeline at all */
export const Timeline = z.looseObject({ transitions: z.array(z.unknown()) });

/**
 * Finds the first broken link among transitions read from a file.
 * @param transitions as they were parsed, of any number of streams and in any order
 */
export function firstBrokenEntry(transitions: readonly unknown[]): BrokenLink | null {
  for (const [index, entry] of transitions.entries()) {
    const problem = misshapen(entry);
    if (problem !== null) return { ...nameOf(entry, index), problem };
  }
  return firstBrokenLink(transitions as TimelineEntry[]);
}

function misshapen(entry: unknown): string | null {
  const parsed = Entry.safeParse(entry);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : null;
    if (unknown !== null) return `har et felt, der ikke hører til: ${unknown}`;
    const path = issue?.path.join('.') ?? '';
    return path === '' ? 'er ikke en transition' : `feltet ${path} mangler eller har en forkert form`;
  }
  // Also names that a schema overlooks because every object has them.
  const foreign = Object.keys(entry as object).find((field) => !FIELDS.has(field));
  return foreign === undefined ? null : `har et felt, der ikke hører til: ${foreign}`;
}

/** What the entry calls itself, as far as it does. */
function nameOf(entry: unknown, index: number): Pick<BrokenLink, 'stream' | 'seq'> {
  const named = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : {};
  return {
    stream: typeof named.stream === 'string' ? named.stream : `post ${index + 1} i filen`,
    seq: typeof named.seq === 'number' ? named.seq : 0,
  };
}
