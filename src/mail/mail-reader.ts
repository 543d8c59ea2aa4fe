/** What mails are written from: the heads of items, and the content documents that an effect names by hash. */

import type { z } from 'zod';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { DecisionDocument, ItemVersionDocument, ReasonDocument } from '#src/documents/decision.ts';
import { AnswerDocument, PartyDocument } from '#src/documents/hearing.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { ItemHead } from '#src/links/status.ts';
import { batched } from '#src/store/batched.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import { readHead, readStream, readUnmoved } from '#src/store/read-stream.ts';
import { transitionOf } from '#src/store/record.ts';

/** Where mails' own queries look. */
export interface MailSources {
  collections: Pick<Collections, 'transitions' | 'items' | 'drafts'>;
  contents: Pick<Contents, 'read'>;
}

/** Each answers undefined for what is not stored, or has been erased since. */
export interface MailReader {
  /** The item as it stands now. @param effectKey of the effect that asks: items that have not moved since then are read together */
  item(stream: string, effectKey?: string): Promise<ItemHead | undefined>;
  meeting(stream: string): Promise<{ context: MeetingContext; state: string } | undefined>;
  hearing(stream: string): Promise<{ context: HearingContext; state: string } | undefined>;
  /** An item's text by its version. */
  content(version: string): Promise<ItemContent | undefined>;
  reason(hash: string): Promise<string | undefined>;
  decision(hash: string): Promise<DecisionDocument | undefined>;
  party(hash: string): Promise<PartyDocument | undefined>;
  answer(hash: string): Promise<AnswerDocument | undefined>;
  /** The item as it stood after each of its transitions, and when; the first one first. */
  past(item: string): Promise<{ at: Date; context: ItemContext }[]>;
  /** What a query finds that only one mail needs. */
  find<Found>(query: (sources: MailSources) => Promise<Found>): Promise<Found>;
  /** The person whose transition asked for the effect, and in which office; undefined when a part of the system did. */
  whoCaused(effectKey: string): Promise<{ person: string; office: string | null } | undefined>;
}

/**
 * Reads from the truth (the streams and their documents). Projections, which may be a moment behind, are asked only which items there
 * are to look at.
 */
export function createMailReader(
  collections: MailSources['collections'],
  contents: MailSources['contents'],
): MailReader {
  const document = async <T>(hash: string, form: z.ZodType<T>): Promise<T | undefined> => {
    const body = await contents.read(hash);
    return body === undefined ? undefined : form.parse(body);
  };
  const unmovedSince = batched((records: readonly string[]) => readUnmoved(collections, records));
  async function headOf<Context>(stream: string): Promise<{ context: Context; state: string } | undefined> {
    const head = stream === '' ? null : await readHead(collections, stream);
    return head === null ? undefined : { context: head.state.context as Context, state: head.to };
  }
  return {
    async item(stream, effectKey = '') {
      const asking = transitionOf(effectKey);
      const unmoved = asking.startsWith(`${stream}.`) ? await unmovedSince(asking) : null;
      return unmoved === null
        ? headOf<ItemContext>(stream)
        : { context: unmoved.state.context as ItemContext, state: unmoved.to };
    },
    meeting: headOf<MeetingContext>,
    hearing: headOf<HearingContext>,
    content: async (version) => (await document(version, ItemVersionDocument))?.content,
    reason: async (hash) => (await document(hash, ReasonDocument))?.text,
    decision: (hash) => document(hash, DecisionDocument),
    party: (hash) => document(hash, PartyDocument),
    answer: (hash) => document(hash, AnswerDocument),
    past: async (item) =>
      (await readStream(collections, item)).map(({ at, state }) => ({
        at: new Date(at),
        context: state.context as ItemContext,
      })),
    find: (query) => query({ collections, contents }),
    async whoCaused(effectKey) {
      const record = await collections.transitions.findOne({ _id: transitionOf(effectKey) }).lean();
      return record?.actor.kind === 'person' ? record.actor : undefined;
    },
  };
}
