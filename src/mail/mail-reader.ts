/** What mails are written from: the heads of streams, and the content documents that an effect names by hash. */

import { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { ItemVersionDocument } from '#src/content/decision.ts';
import type { ItemContent } from '#src/content/item-content.ts';
import { plainText, RichText } from '#src/content/rich-text.ts';
import type { ItemHead } from '#src/links/standing.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import { readHead } from '#src/store/streams.ts';

export interface MailReader {
  /** The item as it stands now, or undefined when there is no such stream. */
  item(stream: string): Promise<ItemHead | undefined>;
  meeting(stream: string): Promise<Pick<MeetingContext, 'organ' | 'date'> | undefined>;
  /** An item's text by its version; undefined when it is not stored or has been erased. */
  content(version: string): Promise<ItemContent | undefined>;
  /** The words of a reason or of a decision, one line per paragraph; undefined when erased. */
  words(hash: string): Promise<string | undefined>;
  /** The person whose transition asked for the effect; null when a part of the system did. */
  whoCaused(effectKey: string): Promise<{ person: string; office: string | null } | null>;
}

/** A reason or a decision: its text is plain or rich, alone or beside other fields. */
const Text = z.union([z.string(), RichText.transform(plainText)]);
const Words = z.union([Text, z.object({ text: Text }).transform(({ text }) => text)]);

/** Reads from the truth (the streams and their documents), never from projections, which may be a moment behind. */
export function createMailReader(
  collections: Pick<Collections, 'transitions'>,
  contents: Pick<Contents, 'read'>,
): MailReader {
  const contextOf = async (stream: string) => {
    const head = await readHead(collections, stream);
    return head === null ? undefined : { context: head.state.context, state: head.to };
  };
  const document = async <T>(hash: string, form: z.ZodType<T>): Promise<T | undefined> => {
    const body = await contents.read(hash);
    return body === undefined ? undefined : form.parse(body);
  };
  return {
    async item(stream) {
      const head = await contextOf(stream);
      return head && { context: head.context as ItemContext, state: head.state };
    },
    async meeting(stream) {
      return (await contextOf(stream))?.context as MeetingContext | undefined;
    },
    content: async (version) => (await document(version, ItemVersionDocument))?.content,
    words: (hash) => document(hash, Words),
    async whoCaused(effectKey) {
      const transition = effectKey.slice(0, effectKey.lastIndexOf('-'));
      const record = await collections.transitions.findOne({ _id: transition }, { projection: { actor: 1 } });
      return record?.actor.kind === 'person' ? record.actor : null;
    },
  };
}
