/** Counts what the machine needs to know of a text it never sees. */
import type { ContentFacts } from '#machines/agenda-item/events.ts';
import type { ItemContent } from './item-content.ts';
import { plainText } from './plain-text.ts';

/** @param hash of the document that holds the content */
export function factsOf(content: ItemContent, hash: string): ContentFacts {
  const { recommendation } = content;
  return {
    hash,
    type: content.type,
    openness: content.openness,
    titled: content.title.trim() !== '',
    filledSections: content.sections.filter(({ body }) => plainText(body).trim() !== '').length,
    clauses: recommendation?.clauses.length ?? 0,
  };
}
