/** What is printed of an item: its text, and its rounds of recommendation and decisions with the absences. */

import { z } from 'zod';
import { MAX_STEPS } from '#machines/agenda-item/events.ts';
import { ItemContent, Recommendation } from './item-content.ts';
import { RichText } from './rich-text.ts';
import { sectionsWithSubItems } from './sub-items.ts';

/** People missing at one treatment; `label` is the word in print ("Afbud:", "Fraværende:"), names as they are printed. */
const Absences = z.strictObject({
  label: z.string().trim().min(1).max(60),
  people: z.array(z.string().trim().min(1).max(200)).min(1).max(100),
});

/** What one organ decided on one day. `organName` is the definite form that fits "Beslutning i …"; `date` a calendar date. */
export const PrintedDecision = z.strictObject({
  organName: z.string().trim().min(1).max(200),
  date: z.iso.date(),
  text: RichText,
  absences: z.array(Absences).max(10),
});
export type PrintedDecision = z.infer<typeof PrintedDecision>;

/** A recommendation with the decisions it led to; a later round has its own (an orientation after the decision, say). */
export const Round = z.strictObject({
  recommendation: Recommendation.nullable(),
  decisions: z.array(PrintedDecision).max(30),
});
export type Round = z.infer<typeof Round>;

/** An item as printed. The recommendation is printed per round, so the content's own is the first round's. */
export const ItemDocument = ItemContent.omit({ recommendation: true }).extend({
  rounds: z.array(Round).max(30),
  /** Who has approved what they write themselves, and by whose rule: a line each. Absent where nobody has. */
  ownApprovals: z.array(z.string().trim().min(1).max(12_000)).min(1).max(MAX_STEPS).optional(),
});
export type ItemDocument = z.infer<typeof ItemDocument>;

/**
 * The printed document of a content and what has been decided on it: `first` are the decisions on the content's own
 * recommendation, `later` the rounds added after it. Pure; throws nothing.
 */
export function itemDocument(content: ItemContent, first: PrintedDecision[] = [], later: Round[] = []): ItemDocument {
  const { recommendation, ...rest } = content;
  const hasFirst = recommendation !== null || first.length > 0;
  return {
    ...rest,
    sections: sectionsWithSubItems(content),
    rounds: [...(hasFirst ? [{ recommendation, decisions: first }] : []), ...later],
  };
}
