/** What is true of an item in each of its states. Whoever asks names a tag and not a state, so that states may be split or renamed. */
import type { Badge } from '../primitives.ts';

export type ItemTag =
  /** The officer writes the text and plans the route. */
  | 'drafting'
  /** It travels along its route. */
  | 'on-route'
  | 'awaits-approval'
  | 'awaits-review'
  | 'in-hearing'
  /** It is an organ's turn, and no agenda has the item. */
  | 'awaits-agenda'
  /** A meeting has it on an agenda that its members have not been sent. */
  | 'on-unsent-agenda'
  /** A meeting has it and has not treated it. */
  | 'awaits-meeting'
  | 'sent-to-members'
  /** The meeting has decided it and is not over. */
  | 'treated'
  | 'awaits-signatures'
  /** Treated by all its organs, and every protocol signed. */
  | 'carried-through'
  | 'reopenable'
  /** Nobody has anything to do with it. */
  | 'at-rest'
  /** No meeting has it, or has had it at the end of its route: a print of it is a draft. */
  | 'prints-as-draft';

/** The phases of an item as lists and filters name them, in their order. */
export const ITEM_PHASES = [
  'draft',
  'approval',
  'review',
  'hearing',
  'organ',
  'signature',
  'completed',
  'withdrawn',
] as const;
export type ItemPhase = (typeof ITEM_PHASES)[number];

export interface ItemMeta {
  phase: ItemPhase;
  /** Who has it to deal with; `organ`: the secretariat of the organ whose turn it is. */
  waitsFor: 'officer' | 'office' | 'reviewers' | 'hearing' | 'organ' | 'meeting' | 'signers' | 'nobody';
  badge: Badge;
}
