/** A fragment that is being written into a packet: its head in memory, its streams where they are. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type FragmentFile, type FragmentHead, headOf, readHead } from './fragment.ts';

export interface FragmentSource extends FragmentHead {
  /** The bytes of all streams in order, in pieces. */
  body(): AsyncGenerator<Uint8Array>;
}

/** Read at first: the whole of most fragments, and more than the head of almost all. */
export const FIRST_BYTES = 1_048_576;

/**
 * Opens a fragment given as its bytes, or as the path of a file that holds them.
 * @throws NoFragment
 */
export async function openFragment(fragment: Uint8Array | string): Promise<FragmentSource> {
  if (typeof fragment === 'string') {
    const { size } = await stat(fragment);
    const read: FragmentFile['read'] = (range) => createReadStream(fragment, { ...range, highWaterMark: FIRST_BYTES });
    return openFragmentFile({ size, read }, false);
  }
  const head = headOf(fragment);
  return { ...head, body: () => bodyOf(fragment.subarray(head.bodyAt)) };
}

/**
 * @param keep whether what has been read beyond the head stays in memory, so that it is not read again
 * @throws NoFragment; what reading throws
 */
export async function openFragmentFile(file: FragmentFile, keep: boolean): Promise<FragmentSource> {
  const first = await buffer(file.read({ start: 0, end: Math.min(FIRST_BYTES, file.size) - 1 }));
  const head = await readHead(file, first);
  const kept = keep ? first.subarray(head.bodyAt) : Buffer.alloc(0);
  const start = head.bodyAt + kept.length;
  return { ...head, body: () => bodyOf(kept, start < file.size ? file.read({ start, end: file.size - 1 }) : null) };
}

async function* bodyOf(kept: Uint8Array, rest: AsyncIterable<Uint8Array> | null = null): AsyncGenerator<Uint8Array> {
  if (kept.length > 0) yield kept;
  if (rest !== null) yield* rest;
}
