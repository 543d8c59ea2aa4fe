/** What changed between two versions of a text, in words. */
import { compareTexts, type LineChange } from '#src/documents/compare-texts.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import { word } from './words.ts';

/** @returns the lines that differ, in the order of the newer text; none when both print alike */
export const textChanges = (before: ItemContent, after: ItemContent): LineChange[] =>
  compareTexts(before, after, {
    type: (code) => word('itemTypes', code),
    openness: (code) => word('openness', code),
    availability: (code) => word('availability', code),
  });

/** Where in the text a change stands: a section's own heading, a sub-item's title, or what the field is called. */
export function placeOf({ place, heading }: Pick<LineChange, 'place' | 'heading'>): string {
  if (heading === null) return word('textPlaces', place);
  // A list of names alone does not say that these are the people who take part.
  return place === 'participants' ? `${heading}: ${word('textPlaces', place)}` : heading;
}
