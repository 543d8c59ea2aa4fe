/** Who may do what with a hearing: the item's officer and the secretariat run it, the parties answer it. */
import type { HearingContext } from '#machines/hearing/context.ts';
import type { PublicHearingEvent } from '#machines/hearing/events.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import { type ItemTarget, mayReadItem } from './item-policies.ts';
import { allow, deny, type Verdict } from './verdict.ts';

/** What parties do themselves has no place here: their link says who they are. */
export type HearingAction = Exclude<PublicHearingEvent['type'], 'answer' | 'decline'> | 'plan' | 'read-hearing';

export interface HearingTarget {
  /** Null for a hearing that is still to be planned. */
  state: MachineState<HearingContext> | null;
  /** The item whose step it is for. */
  item: ItemTarget;
}

/** May the actor do this with the hearing? Whoever may read the item reads its hearing. */
export function canWithHearing(actor: Actor, action: HearingAction, { item }: HearingTarget): Verdict {
  if (action === 'read-hearing') return mayReadItem(actor, item);
  const runs = item.state.context.owner === actor.person || actor.roles.includes('secretariat');
  return runs ? allow(actor.person) : deny('only-owner-or-secretariat');
}
