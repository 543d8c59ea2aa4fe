/** Who may read a hearing: whoever may read its item. What may not be known is answered as what does not exist. */
import type { Request } from 'express';
import type { App } from '#src/app/app.ts';
import type { Actor } from '#src/auth/actor.ts';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { askAgainBeforeRefusing, itemTarget } from '#src/commands/on-item.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { canWithHearing, type HearingTarget } from '#src/policies/hearing-policies.ts';
import { orRefuse } from '#src/policies/verdict.ts';
import { type HearingStory, loadHearing } from '#src/views/hearing.ts';

export interface ReadableHearing {
  story: HearingStory;
  actor: Actor;
  directory: Directory;
  target: HearingTarget;
  now: Date;
}

/** @throws Refusal `sign-in-needed` (401), `not-found` (404) */
export async function readableHearing(app: App, request: Request, id: string): Promise<ReadableHearing> {
  const asked = { actor: actorOrRefuse(request), cause: '' };
  const [story, now] = await Promise.all([loadHearing(app, id), app.clock.now()]);
  try {
    return await askAgainBeforeRefusing(app, asked, async (directory, actor) => {
      const target = { state: story.state, item: itemTarget(directory, story.item, now) };
      orRefuse(canWithHearing(actor, 'read-hearing', target));
      return { story, actor, directory, target, now };
    });
  } catch (error) {
    if (isRefusal(error) && error.status === 403) throw notFound('hearing');
    throw error;
  }
}
