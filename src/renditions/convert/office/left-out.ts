/** Counts what a rendition does not show of a file. */
import type { Note } from '../../note.ts';

/** What is left out because a reader of the printed file does not see it, in the order in which it is named. */
export const LEFT_OUT = [
  'sheets',
  'rows',
  'columns',
  'slides',
  'speakerNotes',
  'comments',
  'texts',
  'shapes',
  'files',
  'media',
  'pictures',
  'links',
  'paths',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface Tally {
  /** Tracked changes that count as accepted. */
  changes: number;
  leftOut: Record<LeftOut, number>;
  /** Names of the fonts that the text asks for. */
  fonts: Set<string>;
  /** Sheets that are fitted to the width of the paper. */
  fitted: number;
}

export const emptyTally = (): Tally => ({
  changes: 0,
  leftOut: Object.fromEntries(LEFT_OUT.map((what) => [what, 0])) as Record<LeftOut, number>,
  fonts: new Set(),
  fitted: 0,
});

/** @returns nothing of what did not occur */
export function notesOf({ changes, leftOut, fitted }: Tally): Note[] {
  const counted = Object.entries(leftOut).filter(([, count]) => count > 0);
  return [
    ...(changes > 0 ? [{ rule: 'changes-accepted', details: { count: changes } }] : []),
    ...(counted.length > 0 ? [{ rule: 'left-out', details: Object.fromEntries(counted) }] : []),
    ...(fitted > 0 ? [{ rule: 'sheets-fitted', details: { count: fitted } }] : []),
  ];
}
