/** What is true of an item in each of its states. Whoever asks names a tag and not a state, so that states may be split or renamed. */
import type { Badge } from '../../primitives.ts';

export type CoreTag =
  /** The officer writes the text and plans the route. */
  | 'drafting'
  /** It travels along its route. */
  | 'on-route'
  | 'awaits-approval'
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

/** @typeParam Phase the phases that there are */
export interface MetaOf<Phase extends string> {
  phase: Phase;
  /** Who has it to deal with. `people`: those whom the step names; `organ`: the secretariat of the organ whose turn it is. */
  waitsFor: 'officer' | 'office' | 'people' | 'hearing' | 'organ' | 'meeting' | 'signers' | 'nobody';
  badge: Badge;
}
