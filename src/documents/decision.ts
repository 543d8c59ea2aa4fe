/** The documents that transitions name by hash, besides the item's own text. */

import { z } from 'zod';
import { ClauseOutcome, Id } from '#machines/primitives.ts';
import { ItemContent, Recommendation } from './item-content.ts';
import { RichText } from './rich-text.ts';

/** Who was away when the decision was made, as printed: "Afbud:" and a line per person. */
export const Absence = z.strictObject({
  label: z.string().trim().min(1).max(60),
  people: z.array(z.string().trim().min(1).max(200)).max(60),
});
export type Absence = z.infer<typeof Absence>;

/**
 * What was decided on one sub-item, in the order of the protocol. `subItem` is null for one that came up at the meeting; then it
 * says why.
 */
export const SubDecision = z
  .strictObject({
    subItem: Id.nullable(),
    /** Printed before the words; absent where the words name the sub-item themselves, as published ones do. */
    title: z.string().trim().min(1).max(300).optional(),
    text: RichText,
    /** Who does what next, as printed; absent where nothing follows. */
    followUp: z.string().trim().min(1).max(2_000).optional(),
    addedReason: z.string().trim().min(3).max(2_000).nullable(),
  })
  .refine(({ subItem, addedReason }) => subItem !== null || addedReason !== null, { error: 'added-needs-reason' });
export type SubDecision = z.infer<typeof SubDecision>;

export const DecisionDocument = z.strictObject({
  kind: z.literal('decision'),
  meeting: Id,
  organ: Id,
  organName: z.string().min(1).max(160),
  date: z.iso.date(),
  text: RichText,
  /** What the public reads of the decision on a closed item, as far as confidentiality allows (KSL § 8(7)); absent where nothing. */
  publicText: RichText.optional(),
  outcomes: z.array(ClauseOutcome).min(1).max(50),
  absences: z.array(Absence).max(20),
  subDecisions: z.array(SubDecision).max(100).optional(),
});
export type DecisionDocument = z.infer<typeof DecisionDocument>;

export const ItemVersionDocument = z.strictObject({ kind: z.literal('item'), content: ItemContent });
export const ReasonDocument = z.strictObject({ kind: z.literal('reason'), text: z.string() });
export const RecommendationDocument = z.strictObject({
  kind: z.literal('recommendation'),
  recommendation: Recommendation,
});
/** The text of a version; null for what is none, or has been erased. */
export const contentIn = (document: unknown): ItemContent | null =>
  ItemVersionDocument.safeParse(document).data?.content ?? null;
/** The words of a reason; null for what is none, or has been erased. */
export const reasonIn = (document: unknown): string | null => ReasonDocument.safeParse(document).data?.text ?? null;
/** Of documents by their hashes those that are reasons, in words. */
export const reasonsAmong = (documents: ReadonlyMap<string, unknown>): Map<string, string> =>
  new Map(
    [...documents].flatMap(([hash, document]) => {
      const words = reasonIn(document);
      return words === null ? [] : [[hash, words] as const];
    }),
  );

export const AttendanceDocument = z.strictObject({
  kind: z.literal('attendance'),
  present: z.array(z.string().trim().min(1).max(200)).max(400),
  absences: z.array(Absence).max(20),
});

export type AttendanceDocument = z.infer<typeof AttendanceDocument>;

/** A reason that somebody must give: said in words, not left blank. */
export const Reason = z.string().trim().min(3).max(5_000);
