/** Whether an item or a bilag is closed for a meeting: the one place that says so, for packets and the meeting's papers. Pure. */
import { z } from 'zod';
import { Openness } from '#machines/agenda-item/events.ts';
import type { Bilag } from './item-content.ts';

/** Whether something is closed for a meeting, and what says so: its own field, what holds in this organ, or a date that has passed. */
export const OpennessHere = z.strictObject({
  openness: Openness,
  /** The local date from which a closed one is open; null where it stays closed, and for what is open. */
  closedUntil: z.iso.date().nullable(),
  by: z.enum(['own', 'organ', 'date', 'later-version']),
});
export type OpennessHere = z.infer<typeof OpennessHere>;

/** Where and when something is built or printed. */
export interface Situation {
  /** The organ that meets. */
  organ: string;
  /**
   * The local date on which it is built, and not that of the meeting: what is built before a date must not open what is closed until
   * then, though the meeting be held after it.
   */
  today: string;
}

type Marked = Pick<Bilag, 'openness' | 'closedUntil' | 'opennessIn'>;

/** What holds in the organ goes before the field itself; a date opens what either of them closes. */
export function opennessHere(marked: Marked, { organ, today }: Situation): OpennessHere {
  const inOrgan = marked.opennessIn?.find((one) => one.organ === organ)?.openness;
  const openness = inOrgan ?? marked.openness;
  const by = inOrgan === undefined ? 'own' : 'organ';
  if (openness === 'open') return { openness, closedUntil: null, by };
  const { closedUntil = null } = marked;
  if (closedUntil !== null && closedUntil <= today) return { openness: 'open', closedUntil: null, by: 'date' };
  return { openness, closedUntil, by };
}

/** Closed by a newer version is closed, whatever the pinned one says. */
export const withNewest = (pinned: OpennessHere, newest: OpennessHere): OpennessHere =>
  pinned.openness === 'open' && newest.openness === 'closed' ? { ...newest, by: 'later-version' } : pinned;

/** @param newest the bilag of the item's newest text: a file that it closes is closed. @returns what holds for a bilag of the pinned one */
export function bilagHere(newest: readonly Bilag[], situation: Situation): (row: Bilag) => OpennessHere {
  const closedSince = new Map(
    newest.flatMap((row) => {
      const here = opennessHere(row, situation);
      return row.file && here.openness === 'closed' ? [[row.file.hash, here] as const] : [];
    }),
  );
  return (row) => {
    const own = opennessHere(row, situation);
    const later = row.file && closedSince.get(row.file.hash);
    return later ? withNewest(own, later) : own;
  };
}
