/** Whether a link still means what it meant when it was mailed. A link dies by comparison: nobody has to revoke it. */

import { currentStep, type ItemContext } from '#machines/agenda-item/context.ts';
import { hasTag } from '#machines/states.ts';
import type { Link } from './link.ts';

/** An item as its stream's head has it; `state` is the path of its state. */
export interface ItemHead {
  context: ItemContext;
  state: string;
}

/**
 * `current`: it can be acted through. `acted`: it has been, or the step was dealt with in this round by somebody else or
 * another way. `changed`: the text or the round is another, or the item is not up for approval any more. `expired`: too old.
 */
export type LinkStatus = 'current' | 'changed' | 'acted' | 'expired';

/** Whether the item still asks exactly this of this step: the same round, the same version. */
export function isStillAsked(
  head: ItemHead,
  asked: { step?: string | undefined; round?: number | undefined; version?: string | undefined },
): boolean {
  const { context, state } = head;
  return (
    hasTag('agenda-item', state, 'on-route') &&
    currentStep(context)?.id === asked.step &&
    context.round === asked.round &&
    context.version?.hash === asked.version
  );
}

/** Whether the step was passed in the link's own round: within a round the position only moves back by a regret. */
function isPassed({ context }: ItemHead, link: Link): boolean {
  const index = context.route.findIndex(({ id }) => id === link.step);
  return context.round === link.round && index !== -1 && context.position > index;
}

/**
 * Judges a link against the item's head.
 * @param now the time of receipt at the server
 */
export function statusOf(link: Link, head: ItemHead, now: Date): LinkStatus {
  if (link.usedAt !== null) return 'acted';
  if (isPassed(head, link)) return 'acted';
  if (!isStillAsked(head, link)) return 'changed';
  return now.getTime() >= link.expiresAt.getTime() ? 'expired' : 'current';
}
