/** Counts what cleaning takes out, by the rule that names its sentence. */
import type { Note } from '#src/renditions/note.ts';

/** In the order in which the officer reads them: what may surprise first. */
export const CLEANING_RULES = [
  'pdf-redactions',
  'pdf-outside-crop',
  'pdf-embedded-files',
  'pdf-drawings',
  'pdf-comments',
  'pdf-hidden-layers',
  'pdf-hidden-fields',
  'pdf-signatures',
  'pdf-form-fields',
  'pdf-xfa',
  'pdf-media',
  'pdf-links',
  'pdf-scripts',
  'pdf-actions',
] as const;
export type CleaningRule = (typeof CLEANING_RULES)[number];

export interface Tally {
  add(rule: CleaningRule, count?: number): void;
  /** One note for each rule that was counted, with `count`. */
  notes(): Note[];
}

export function createTally(): Tally {
  const counts = new Map<CleaningRule, number>();
  return {
    add(rule, count = 1) {
      if (count > 0) counts.set(rule, (counts.get(rule) ?? 0) + count);
    },
    notes: () =>
      CLEANING_RULES.flatMap((rule) => {
        const count = counts.get(rule);
        return count === undefined ? [] : [{ rule, details: { count } }];
      }),
  };
}
