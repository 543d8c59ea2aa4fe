/** Who may read a hearing: whoever may read its item. What may not be known is answered as what does not exist. */
import type { Request } from 'express';
import type { Actor } from '#src/auth/actor.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { retryWithFreshDirectory } from '#src/auth/retry-with-fresh-directory.ts';
import { itemTarget } from '#src/commands/item/item-action.ts';
import type { App } from '#src/context.ts';
import type { Directory } from '#src/people/directory.ts';
import { type HearingTarget, mayReadHearing } from '#src/policies/hearing-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { type HearingHistory, loadHearing } from '#src/queries/hearing.ts';
import { hideForbidden } from '../../hide-forbidden.ts';

export interface ReadableHearing {
  history: HearingHistory;
  actor: Actor;
  directory: Directory;
  target: HearingTarget;
  now: Date;
}

/** @throws Refusal `sign-in-needed` (401), `not-found` (404) */
export async function readableHearing(app: App, request: Request, id: string): Promise<ReadableHearing> {
  const asked = { actor: actorOrRefuse(request) };
  const [history, now] = await Promise.all([loadHearing(app, id), app.clock.now()]);
  const reading = retryWithFreshDirectory(app, asked, (directory, actor) => {
    const target = { item: itemTarget(directory, history.item, now) };
    authorize(mayReadHearing(actor, target));
    return { history, actor, directory, target, now };
  });
  return hideForbidden('hearing', reading);
}
