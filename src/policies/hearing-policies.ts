/** Who may do what with a hearing: the item's officer and the secretariat run it, the parties answer it. */
import type { Actor } from '#src/auth/actor.ts';
import { byOwnerOrSecretariat, type ItemTarget, mayReadItem } from './item-policies.ts';
import type { Verdict } from './verdict.ts';

export interface HearingTarget {
  /** The item whose step it is for. */
  item: ItemTarget;
}

/** May the actor do it with this hearing? What parties do themselves has no place here: their link says who they are. */
export type HearingPolicy = (actor: Actor, target: HearingTarget) => Verdict;

/** Plan it, invite to it, set its window, conclude it. */
export const mayRunHearing: HearingPolicy = (actor, { item }) => byOwnerOrSecretariat(actor, item);

/** Whoever may read the item reads its hearing. */
export const mayReadHearing: HearingPolicy = (actor, { item }) => mayReadItem(actor, item);
