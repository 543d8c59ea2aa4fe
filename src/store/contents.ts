/** Texts, decisions and reasons: immutable documents addressed by their SHA-256, written before the transition that names them. */

import { LRUCache } from 'lru-cache';
import { trusted } from 'mongoose';
import { driverOf } from '#src/model.ts';
import { type Collections, isDuplicateKey } from './collections.ts';
import { hashJson } from './record.ts';

export interface Contents {
  /** Stores a JSON value once and returns its hash. Storing the same value again is harmless. */
  put(body: unknown): Promise<string>;
  /** The stored value, or undefined when nothing is stored under the hash or it has been erased. */
  read(hash: string): Promise<unknown>;
  /** Several at once, in one round trip; what is unknown is missing from the map. */
  readMany(hashes: readonly string[]): Promise<Map<string, unknown>>;
}

/** The documents of the store, those used last kept in the process. */
export function createContents({ contents }: Pick<Collections, 'contents'>): Contents {
  // What never changes may be kept; erasure is rare and its process restarts the others' caches by time.
  const cache = new LRUCache<string, { body: unknown }>({ max: 2_000, ttl: 60_000 });

  async function readMany(hashes: readonly string[]): Promise<Map<string, unknown>> {
    const found = new Map<string, unknown>();
    const missing: string[] = [];
    for (const hash of new Set(hashes)) {
      const cached = cache.get(hash);
      if (cached) found.set(hash, cached.body);
      else missing.push(hash);
    }
    if (missing.length === 0) return found;
    for await (const document of contents
      .find({ _id: trusted({ $in: missing }), erased: trusted({ $exists: false }) })
      .lean()) {
      cache.set(document._id, { body: document.body });
      found.set(document._id, document.body);
    }
    return found;
  }

  return {
    async put(body) {
      const hash = hashJson(body);
      if (cache.has(hash)) return hash;
      try {
        // The driver's own insert, as in commit.ts: part of every commit that has documents, and already hashed as it is.
        await driverOf(contents).insertOne({ _id: hash, body, storedAt: new Date() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      cache.set(hash, { body });
      return hash;
    },
    read: async (hash) => (await readMany([hash])).get(hash),
    readMany,
  };
}
