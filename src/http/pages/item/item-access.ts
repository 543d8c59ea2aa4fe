/** Who may read an item. What may not be known is answered as what does not exist. */
import type { Request } from 'express';
import type { Actor } from '#src/auth/actor.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import { itemTarget } from '#src/commands/item/item-action.ts';
import type { App } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { type ItemTarget, mayReadItem } from '#src/policies/item-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type ItemHistory, loadItem } from '#src/queries/item.ts';
import { hideForbidden } from '../../hide-forbidden.ts';

export interface ReadableItem {
  history: ItemHistory;
  actor: Actor;
  directory: Directory;
  target: ItemTarget;
  now: Date;
}

/** A request whose path names the item. */
export interface ItemCall {
  app: App;
  request: Request;
  params: { id: string };
}

/**
 * @throws Refusal `sign-in-needed` (401), `not-found` (404) alike for an unknown item and for one that the person may not read
 */
export async function readableItem({ app, request, params }: ItemCall): Promise<ReadableItem> {
  const asked = { actor: actorOrRefuse(request) };
  const now = await app.clock.now();
  const history = await loadItem(app, params.id);
  const reading = retryWithFreshDirectory(app, asked, (directory, actor) => {
    const target = itemTarget(directory, history.state, now);
    authorize(mayReadItem(actor, target));
    return { history, actor, directory, target, now };
  });
  return hideForbidden('agenda-item', reading);
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
