/** The page of a mailed link. GET shows and changes nothing; a person presses, and POST acts. */
import type { Request, Response } from 'express';
import type { Actor } from '#src/auth/actor.ts';
import { actorOn } from '#src/auth/middleware.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import { type ItemAction, itemTarget } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { App, CommandRequest } from '#src/context.ts';
import { isRefusal, notAllowedNow, notFound, type Refusal } from '#src/errors.ts';
import type { LinkEventType } from '#src/links/link.ts';
import { openLink } from '#src/links/open-link.ts';
import { type Redeemed, redeemLink } from '#src/links/redeem-link.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import { loadItem } from '#src/queries/item.ts';
import type { Committed } from '#src/store/commit.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { FORM_WITH_FILES } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfLink } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { withEditorForm } from '../editor/editor-form.ts';
import { EditorForm } from '../editor/fields-from-form.ts';
import { answerVersionEditor, showVersionEditor, type VersionUse } from '../editor/version-routes.ts';
import type { ReadableItem } from '../item/item-access.ts';
import { itemStyle } from '../item/item-assets.ts';
import { formBehindLink, linkActions } from './link-actions.ts';
import { linkDeps } from './link-deps.ts';
import { linkPage } from './link-page.ts';

interface LinkCall {
  app: App;
  request: Request;
  response: Response;
  params: { token: string };
}

const hereOf = ({ params }: Pick<LinkCall, 'params'>) => `/l/${params.token}`;

/** A malformed, forged or forgotten link gets one and the same plain page. */
async function showLink(
  { app, request, response, params: { token } }: LinkCall,
  more: { problem: string | null },
): Promise<void> {
  try {
    const opened = await openLink(linkDeps(app), token);
    const page = await linkPage(app, opened, token, actorOn(request));
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

/** Does what was pressed; where it is refused, the link's own page explains best what has become of it. */
async function explained(asked: LinkCall, press: () => Promise<void>): Promise<void> {
  try {
    await press();
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    asked.response.status(error.status);
    await showLink(asked, { problem: error.code });
  }
}

/** Where a form does not fit, what has become of its link goes before what is wrong with the form. */
const explainedRefusal = (asked: LinkCall, refusal: Refusal, redeemed: () => Promise<Redeemed>) =>
  explained(asked, async () => {
    await redeemed();
    throw refusal;
  });

const redeem = (
  { app, actor, params }: Omit<LinkCall, 'request' | 'response'> & { actor: Actor },
  event: LinkEventType,
) => redeemLink(linkDeps(app), { rawToken: params.token, event, session: actor });

/** Redeems, runs the command, and shows the link again: it then says what is recorded, also to a second press. */
async function act(
  asked: LinkCall & { actor: Actor },
  event: LinkEventType,
  command: (command: CommandRequest, redeemed: Redeemed) => Promise<Committed>,
): Promise<void> {
  const { app, response, actor } = asked;
  await explained(asked, async () => {
    const redeemed = await redeem(asked, event);
    const committed = await command({ actor, cause: redeemed.cause }, redeemed);
    await linkDeps(app).links.markUsed(redeemed.link._id, event, await app.clock.now());
    response.redirect(303, withAfterParam(hereOf(asked), committed));
  });
}

/** The item behind a link that may be acted through, for the editor. @throws Refusal as `redeemLink`, and `not-found` */
async function correction(asked: LinkCall & { actor: Actor }): Promise<[ReadableItem, VersionUse]> {
  const { app, actor } = asked;
  const redeemed = await redeem(asked, 'correct');
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
    action: `${hereOf(asked)}/ret`,
    back: hereOf(asked),
    hidden: {},
    send: async (content) => {
      const command = { actor, cause: redeemed.cause };
      const committed = await correctItem.run(app, command, { item: redeemed.item, step, round, version, content });
      await linkDeps(app).links.markUsed(redeemed.link._id, 'correct', await app.clock.now());
      return committed;
    },
  };
  return [{ history, actor, directory, target, now }, use];
}

const show = operation({
  method: 'get',
  path: '/l/:token',
  access: 'link',
  schema: { params: OfLink },
  handler: (call) => showLink(call, { problem: null }),
});

const forms = Object.values<ItemAction<LinkEventType>>(linkActions)
  .filter(({ page }) => !page.hasOwnPage)
  .map((action) =>
    operation({
      method: 'post',
      path: `/l/:token/${action.page.path}`,
      access: 'session',
      schema: { params: OfLink, body: formBehindLink(action) },
      handler: (call) =>
        act(call, action.event, (command, { item, event: { step, round, version } }) =>
          action.run(call.app, command, { ...call.body, item, step, round, version }),
        ),
      onBadInput: (call, refusal) => explainedRefusal(call, refusal, () => redeem(call, action.event)),
    }),
  );

/** @throws Refusal as `redeemLink`, and `link-acted` (409) where the approval itself has been given */
async function redeemBesides(asked: Parameters<typeof redeem>[0]): Promise<Redeemed> {
  const redeemed = await redeem(asked, 'approve');
  if (redeemed.repeated) throw notAllowedNow('link-acted');
  return redeemed;
}

/**
 * What is done beside the approval, as one would approve, does not use the link up: whoever has done it can do it again, and decide.
 * So its cause is the form's own, and not the link's.
 */
const besides = Object.values<ItemAction>(itemActions)
  .filter(({ page }) => page.shownIn === 'decide')
  .map((action) =>
    operation({
      method: 'post',
      path: `/l/:token/${action.page.path}`,
      access: 'session',
      schema: { params: OfLink, body: formBehindLink(action) },
      async handler(call) {
        const { app, request, response, body } = call;
        await explained(call, async () => {
          const redeemed = await redeemBesides(call);
          const { step, round, version } = redeemed.event;
          const words = { ...body, item: redeemed.item, step, round, version };
          const committed = await action.run(app, commandRequest(request), words);
          response.redirect(303, withAfterParam(hereOf(call), committed));
        });
      },
      onBadInput: (call, refusal) => explainedRefusal(call, refusal, () => redeemBesides(call)),
    }),
  );

const editor: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/l/:token/ret',
    access: 'session',
    schema: { params: OfLink },
    handler: async (call) => showVersionEditor(call.response, ...(await correction(call))),
  }),
  operation({
    method: 'post',
    path: '/l/:token/ret',
    access: 'session',
    takes: FORM_WITH_FILES,
    schema: { params: OfLink, body: EditorForm },
    handler: (call) =>
      withEditorForm(call, async (files, read) => {
        const use = await correction(call);
        await answerVersionEditor(call, use, { form: read(), files });
      }),
  }),
];

export const linkPages: readonly Operation[] = [show, ...forms, ...besides, ...editor];
