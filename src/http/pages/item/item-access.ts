/** Who may read an item. What may not be known is answered as what does not exist. */
import type { Request } from 'express';
import { type Actor, actorOf } from '#src/auth/actor.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { itemTarget } from '#src/commands/item/commit-on-item.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { canWithItem, type ItemTarget } from '#src/policies/item-policies.ts';
import { type ItemHistory, loadItem } from '#src/queries/item.ts';

export interface ReadableItem {
  history: ItemHistory;
  actor: Actor;
  directory: Directory;
  target: ItemTarget;
  now: Date;
}

/**
 * @throws Refusal `sign-in-needed` (401), `not-found` (404) alike for an unknown item and for one that the person may not read
 */
export async function readableItem(app: App, request: Request): Promise<ReadableItem> {
  const actor = actorOrRefuse(request);
  const now = await app.clock.now();
  const history = await loadItem(app, String(request.params.id));
  const directory = await app.directory.current();
  const target = itemTarget(directory, history.state, now);
  if (canWithItem(actor, 'read-item', target).ok) return { history, actor, directory, target, now };
  // The directory may be a second old, and what is kept may only say yes.
  const fresh = await app.directory.refresh();
  const again = actorOf(fresh, actor.person, now);
  const freshTarget = itemTarget(fresh, history.state, now);
  if (!again || !canWithItem(again, 'read-item', freshTarget).ok) throw notFound('agenda-item');
  return { history, actor: again, directory: fresh, target: freshTarget, now };
}

/** What happened after the item had left the house: a member may see it, unlike drafts, returns and their reasons. */
const OUTWARD = [
  'list',
  'dispatched',
  'struck',
  'treated',
  'meetingEnded',
  'decisionCorrected',
  'meetingSigned',
  'extendRoute',
];
export const isOutward = (event: string): boolean => OUTWARD.includes(event);

/**
 * Whether somebody belongs to the item's own way through the administration (its officer, the offices of its route, the
 * secretariat, admins). Members of an organ read what was sent to them, not the versions and reasons before it.
 */
export function isInside({ actor, history }: { actor: Actor; history: Pick<ItemHistory, 'context'> }): boolean {
  const { context } = history;
  const mine = new Set(actor.offices.map(({ office }) => office));
  return (
    context.owner === actor.person ||
    actor.roles.some((role) => role === 'secretariat' || role === 'admin') ||
    context.route.some((step) => step.kind === 'approval' && mine.has(step.office))
  );
}
