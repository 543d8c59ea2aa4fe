/** The hash chain of one item, meeting or hearing: a link per transition, checked while it is read. Never a text. */

import type { Connection } from 'mongoose';
import type { ActedBy } from '#machines/agenda-item/events.ts';
import { notFound } from '#src/errors.ts';
import { readChain } from '#src/store/read-stream.ts';
import type { RecordedActor } from '#src/store/record.ts';
import { firstBrokenEntry, type TimelineEntry, type TimelineFile } from '#src/store/timeline.ts';

export interface ChainLink {
  seq: number;
  /** ISO instant. */
  at: string;
  machine: TimelineEntry['machine'];
  event: string;
  actor: RecordedActor;
  /** As whom else they acted: for the other steps that were approved at once. */
  alsoAs: ActedBy[];
  from: string | null;
  to: string;
  hash: string;
  prevHash: string | null;
}

export interface Chain {
  stream: string;
  links: ChainLink[];
  /** The first link that does not fit, and what is wrong, in Danish; null where the chain is whole. */
  broken: { seq: number; problem: string } | null;
}

interface Parts {
  connection: Connection;
}

const STREAM = /^(item|meeting|hearing)-[A-Za-z0-9-]{1,57}$/;

/** @throws Refusal `not-found` (404) for an id that is of no stream, or of one that has no transition */
async function read({ connection }: Parts, stream: string): Promise<TimelineEntry[]> {
  const records = STREAM.test(stream) ? await readChain(connection, stream) : [];
  if (records.length === 0) throw notFound('stream');
  return records as TimelineEntry[];
}

/**
 * Reads a chain from the store and checks it, as `npm run verify` does.
 * @throws Refusal `not-found` (404)
 */
export async function chainOf(deps: Parts, stream: string): Promise<Chain> {
  const records = await read(deps, stream);
  // What somebody has written over may lack anything: it is shown as far as it can be read.
  const links = records.map(({ seq, at, machine, event, actor, from, to, hash, prevHash }) => {
    const alsoAs =
      event?.type === 'approve' && Array.isArray(event.also) ? event.also.flatMap(({ by }) => by ?? []) : [];
    return { seq, at, machine, event: event?.type ?? '', actor, alsoAs, from, to, hash, prevHash };
  });
  const broken = firstBrokenEntry(records);
  return { stream, links, broken: broken && { seq: broken.seq, problem: broken.problem } };
}

/**
 * The chain as a file that `npm run verify` reads: as it is stored, also where it is broken.
 * @throws Refusal `not-found` (404)
 */
export async function chainFile(deps: Parts, stream: string): Promise<TimelineFile> {
  return { transitions: await read(deps, stream), deadlines: [], mails: [] };
}
