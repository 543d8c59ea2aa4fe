/** Checks hash chains: does every record hash to what it says, and does each name the one before it? */
import { type ChainedFields, hashRecord } from './record.ts';

export interface BrokenLink {
  stream: string;
  seq: number;
  /** What is wrong, in Danish, for the person who asked. */
  problem: string;
}

type Link = ChainedFields & { hash: string };

/**
 * Finds the first broken link of a set of records, which may belong to several streams and come in any order.
 * Each stream must begin at 1, have no gap, and chain by hash.
 */
export function firstBrokenLink(records: readonly Link[]): BrokenLink | null {
  const expected = new Map<string, { seq: number; hash: string | null }>();
  const inOrder = records.toSorted((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq));
  for (const record of inOrder) {
    const before = expected.get(record.stream) ?? { seq: 0, hash: null };
    const broken = (problem: string): BrokenLink => ({ stream: record.stream, seq: record.seq, problem });
    if (record.seq !== before.seq + 1) return broken(`nummeret skulle være ${before.seq + 1}`);
    if (record.prevHash !== before.hash) return broken('peger ikke på den foregående posts hash');
    if (recomputed(record) !== record.hash) return broken('indholdet svarer ikke til postens hash');
    expected.set(record.stream, { seq: record.seq, hash: record.hash });
  }
  return null;
}

function recomputed(record: Link): string | null {
  try {
    return hashRecord(record);
  } catch {
    // A field is missing or no JSON: it cannot be what was hashed.
    return null;
  }
}
