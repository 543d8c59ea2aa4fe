/** Whether an item or a bilag is closed in a packet: the one place that says so. Pure. */
import type { Bilag } from '#src/documents/item-content.ts';
import type { OpennessHere } from '../document.ts';

/** Where and when a packet is built. */
export interface Situation {
  /** The organ that meets. */
  organ: string;
  /**
   * The local date on which the packet is built, and not that of the meeting: a packet that is built before a date must not open what
   * is closed until then, though the meeting be held after it.
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
