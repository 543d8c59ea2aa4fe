/** The page of a mailed link. GET shows and changes nothing; a person presses, and POST acts. */
import { type Request, type Response, Router } from 'express';
import { actorOn, actorOrRefuse } from '#src/auth/middleware.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import { type ItemAction, itemTarget } from '#src/commands/item/item-action.ts';
import type { CommandRequest } from '#src/context.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import type { LinkEventType } from '#src/links/link.ts';
import { openLink } from '#src/links/open-link.ts';
import { type Redeemed, redeemLink } from '#src/links/redeem-link.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import { loadItem } from '#src/queries/item.ts';
import type { Committed } from '#src/store/commit.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { fieldsOf, formBody } from '../../form.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { withEditorForm } from '../editor/editor-form.ts';
import { answerVersionEditor, showVersionEditor, type VersionUse } from '../editor/version-routes.ts';
import type { ReadableItem } from '../item/item-access.ts';
import { itemStyle } from '../item/item-assets.ts';
import { linkActions, wordsFor } from './link-actions.ts';
import { linkDeps } from './link-deps.ts';
import { linkPage } from './link-page.ts';

export function linkRoutes({ app }: Web): Router {
  const router = Router();
  const deps = linkDeps(app);
  const tokenOf = (request: Request) => String(request.params.token);
  const hereOf = (request: Request) => `/l/${tokenOf(request)}`;

  /** A malformed, forged or forgotten link gets one and the same plain page. */
  async function showLink(request: Request, response: Response, more: { problem: string | null }): Promise<void> {
    try {
      const opened = await openLink(deps, tokenOf(request));
      const page = await linkPage(app, opened, tokenOf(request), actorOn(request));
      const refusal = page.refusal === null ? null : sentenceOf(page.refusal);
      renderPage(response, 'link-page', {
        ...page,
        refusal,
        problem: more.problem === null ? null : sentenceOf(more.problem),
        styles: [await itemStyle()],
      });
    } catch (error) {
      if (!isRefusal(error) || error.code !== 'not-found') throw error;
      renderPage(response.status(404), 'link-dead', { title: 'Linket kan ikke bruges' });
    }
  }

  /** Redeems, runs the command, and shows the link again: it then says what is recorded, also to a second press. */
  async function act(
    request: Request,
    response: Response,
    event: LinkEventType,
    command: (command: CommandRequest, redeemed: Redeemed) => Promise<Committed>,
  ): Promise<void> {
    const actor = actorOrRefuse(request);
    try {
      const redeemed = await redeemLink(deps, { rawToken: tokenOf(request), event, session: actor });
      const committed = await command({ actor, cause: redeemed.cause }, redeemed);
      await deps.links.markUsed(redeemed.link._id, event, await app.clock.now());
      response.redirect(303, withAfterParam(hereOf(request), committed));
    } catch (error) {
      // The link's own page explains best what has become of it.
      if (!isRefusal(error) || error.status >= 500) throw error;
      await showLink(request, response.status(error.status), { problem: error.code });
    }
  }

  router.get('/l/:token', (request, response) => showLink(request, response, { problem: null }));

  for (const action of Object.values<ItemAction<LinkEventType>>(linkActions)) {
    if (action.page.hasOwnPage) continue;
    router.post(`/l/:token/${action.page.path}`, formBody, (request: Request, response) =>
      act(request, response, action.event, (command, { item, event: { step, round, version } }) =>
        action.run(app, command, { ...wordsFor(action, fieldsOf(request)), item, step, round, version }),
      ),
    );
  }

  /** The item behind a link that may be acted through, for the editor. @throws Refusal as `redeemLink`, and `not-found` */
  async function correction(request: Request): Promise<[ReadableItem, VersionUse]> {
    const actor = actorOrRefuse(request);
    const redeemed = await redeemLink(deps, { rawToken: tokenOf(request), event: 'correct', session: actor });
    const [now, directory, history] = await Promise.all([
      app.clock.now(),
      app.directory.current(),
      loadItem(app, redeemed.item),
    ]);
    const target = itemTarget(directory, history.state, now);
    if (!mayReadItem(actor, target).ok) throw notFound('link');
    const { step, round, version } = redeemed.event;
    const use: VersionUse = {
      mode: 'correct',
      action: `${hereOf(request)}/ret`,
      back: hereOf(request),
      hidden: {},
      send: async (content) => {
        const command = { actor, cause: redeemed.cause };
        const committed = await correctItem.run(app, command, { item: redeemed.item, step, round, version, content });
        await deps.links.markUsed(redeemed.link._id, 'correct', await app.clock.now());
        return committed;
      },
    };
    return [{ history, actor, directory, target, now }, use];
  }

  router.get('/l/:token/ret', async (request, response) => {
    await showVersionEditor(response, ...(await correction(request)));
  });
  router.post('/l/:token/ret', (request: Request, response) =>
    withEditorForm(app, request, response, actorOrRefuse(request).person, async (files) =>
      answerVersionEditor(request, response, await correction(request), { app, files }),
    ),
  );
  return router;
}
