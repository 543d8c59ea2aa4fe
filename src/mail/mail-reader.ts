/** What mails are written from: the heads of items, and the content documents that an effect names by hash. */

import type { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { DecisionDocument, ItemVersionDocument, ReasonDocument } from '#src/content/decision.ts';
import type { ItemContent } from '#src/content/item-content.ts';
import type { ItemHead } from '#src/links/standing.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import { readHead } from '#src/store/streams.ts';

/** Each answers undefined for what is not stored, or has been erased since. */
export interface MailReader {
  /** The item as it stands now. */
  item(stream: string): Promise<ItemHead | undefined>;
  /** An item's text by its version. */
  content(version: string): Promise<ItemContent | undefined>;
  reason(hash: string): Promise<string | undefined>;
  decision(hash: string): Promise<DecisionDocument | undefined>;
  /** The person whose transition asked for the effect, and in which office; undefined when a part of the system did. */
  whoCaused(effectKey: string): Promise<{ person: string; office: string | null } | undefined>;
}

/** Reads from the truth (the streams and their documents), never from projections, which may be a moment behind. */
export function createMailReader(
  collections: Pick<Collections, 'transitions'>,
  contents: Pick<Contents, 'read'>,
): MailReader {
  const document = async <T>(hash: string, form: z.ZodType<T>): Promise<T | undefined> => {
    const body = await contents.read(hash);
    return body === undefined ? undefined : form.parse(body);
  };
  return {
    async item(stream) {
      const head = await readHead(collections, stream);
      return head === null ? undefined : { context: head.state.context as ItemContext, state: head.to };
    },
    content: async (version) => (await document(version, ItemVersionDocument))?.content,
    reason: async (hash) => (await document(hash, ReasonDocument))?.text,
    decision: (hash) => document(hash, DecisionDocument),
    async whoCaused(effectKey) {
      // An effect's key is its transition's id and a number.
      const transition = effectKey.slice(0, effectKey.lastIndexOf('-'));
      const record = await collections.transitions.findOne({ _id: transition });
      return record?.actor.kind === 'person' ? record.actor : undefined;
    },
  };
}
