/** The documents that events name by hash, made with their hash. */
import type { ContentFacts } from '#machines/agenda-item/events.ts';
import { factsOf } from '#src/documents/facts.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { hashJson } from '#src/store/record.ts';

/** A version of an item's text, and what the machine needs to know of it. */
export function itemVersion(content: ItemContent): { document: unknown; facts: ContentFacts } {
  const document = { kind: 'item', content };
  return { document, facts: factsOf(content, hashJson(document)) };
}

/** `prepare` of an action that says no more than its reason. @param type of its event */
export const forReason =
  <const Type extends string>(type: Type) =>
  ({ reason: text }: { reason: string }) => {
    const { document, hash: reason } = reasonGiven(text);
    return { event: { type, reason }, documents: [document] };
  };

/** A reason that somebody gave in words. */
export function reasonGiven(text: string): { document: unknown; hash: string } {
  const document = { kind: 'reason', text };
  return { document, hash: hashJson(document) };
}
