/** The link that a mail about an approval carries, for programs: reading shows, an event acts (design § 5). */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { actorOn, actorOrRefuse } from '#src/auth/middleware.ts';
import { openText } from '#src/documents/open-text.ts';
import { LinkEventType } from '#src/links/link.ts';
import { openLink } from '#src/links/open-link.ts';
import { redeemLink } from '#src/links/redeem-link.ts';
import { draftBody, read } from '../form.ts';
import { linkActions } from '../pages/link/link-actions.ts';
import { linkDeps } from '../pages/link/link-deps.ts';
import { linkReader } from '../pages/link/link-page.ts';
import type { Web } from '../web.ts';

const Event = z.looseObject({ type: LinkEventType });

export function mailedLinkApi({ app }: Web): Router {
  const router = Router();
  const deps = linkDeps(app);

  router.get('/api/v1/links/:token', async (request: Request, response) => {
    const opened = await openLink(deps, String(request.params.token));
    const { mailed, verdict, reads, opensClosed } = await linkReader(app, opened, actorOn(request));
    const { link, standing } = opened;
    response.set('Cache-Control', 'no-store').json({
      standing,
      events: link.events,
      mayAct: standing === 'current' && verdict?.allowed === true,
      refusal: verdict?.allowed === false ? verdict.code : null,
      caseNumber: mailed?.caseNumber ?? null,
      content: reads && mailed ? (opensClosed ? mailed : openText(mailed)) : null,
    });
  });
  router.post('/api/v1/links/:token/events', draftBody, async (request: Request, response) => {
    const actor = actorOrRefuse(request);
    const { type, ...words } = read(Event, request.body);
    const redeemed = await redeemLink(deps, { rawToken: String(request.params.token), event: type, session: actor });
    const { item, cause, link } = redeemed;
    const { step, round, version } = redeemed.event;
    const committed = await linkActions[type].run(app, { actor, cause }, { ...words, item, step, round, version });
    await deps.links.markUsed(link._id, type, await app.clock.now());
    response.set('ETag', `"${committed.seq}"`).json(committed);
  });
  return router;
}
