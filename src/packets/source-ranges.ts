/** Where in the file of a packet the streams of each source lie, and their hash: so that it can be said which part is not what it was. */
import { createHash } from 'node:crypto';
import type { ManifestPart } from './manifest.ts';

export interface SourceRanges {
  /** Bytes of a source, which follow those of it that came before. @param at where they lie in the file */
  add(source: string, at: number, bytes: Uint8Array): void;
  has(source: string): boolean;
  /** Undefined where nothing has come. */
  get(source: string): ManifestPart['bytes'] | undefined;
}

export function createRanges(): SourceRanges {
  const ranges = new Map<string, { from: number; length: number; hash: ReturnType<typeof createHash> }>();
  return {
    add(source, at, bytes) {
      const range = ranges.get(source) ?? { from: at, length: 0, hash: createHash('sha256') };
      ranges.set(source, range);
      range.length += bytes.length;
      range.hash.update(bytes);
    },
    has: (source) => ranges.has(source),
    get(source) {
      const range = ranges.get(source);
      return range && { from: range.from, length: range.length, sha256: range.hash.copy().digest('hex') };
    },
  };
}
