/** Has the bytes of the next fragments on their way while those of one are written. */
import type { FragmentSource } from './fragment-source.ts';

/** So many fragments are being read beside the one that is written: each may fill 16 MB, the most that the store answers at once. */
const AHEAD = 1;

/**
 * @param sources in the order in which they are written
 * @returns the same; where bodies are read in that order, each is opened before it is its turn
 */
export function readAhead<Source extends { fragment: FragmentSource }>(sources: readonly Source[]): Source[] {
  const opened = new Map<Source, AsyncGenerator<Uint8Array>>();
  return sources.map((source, n) => ({
    ...source,
    fragment: {
      ...source.fragment,
      body() {
        const body = opened.get(source) ?? source.fragment.body();
        opened.delete(source);
        for (const next of sources.slice(n + 1, n + 1 + AHEAD))
          if (!opened.has(next)) opened.set(next, next.fragment.body());
        return body;
      },
    },
  }));
}
