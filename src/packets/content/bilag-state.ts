/** What became of a bilag: the pages of its rendition, or why there is none. */
import type { PacketBilag } from '../document.ts';

/** `failure`: a sentence that says why there is no rendition and what to do; for whoever works with the item. */
export type BilagState = { pages: number } | { failure: string };

/** By the bilag's `key`; only a bilag with a file has a state. */
export type BilagStates = ReadonlyMap<string, BilagState>;

/** Why a bilag has no pages in a packet. */
export type Absence = 'failed' | 'no-file' | 'to-follow' | 'handed-out';

/** @throws Error for a bilag with a file of which the caller does not say what became of it */
export function pagesOf({ key, file }: PacketBilag, states: BilagStates): number {
  if (file === null) return 0;
  const state = states.get(key);
  if (state === undefined) throw new Error(`nothing is said of the bilag ${key}`);
  return 'pages' in state ? state.pages : 0;
}

/** A bilag that is announced may have a file already; then it is here. */
export function absenceOf(bilag: PacketBilag, states: BilagStates): Absence | null {
  if (bilag.file !== null) return pagesOf(bilag, states) > 0 ? null : 'failed';
  return bilag.availability === 'to-follow' || bilag.availability === 'handed-out' ? bilag.availability : 'no-file';
}
