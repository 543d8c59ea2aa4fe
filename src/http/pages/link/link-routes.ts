/** The page of a mailed link. GET shows and changes nothing; a person presses, and POST acts. */

import type { Request, Response } from 'express';
import type { Actor } from '#src/auth/actor.ts';
import { actorOn } from '#src/auth/middleware.ts';
import { correctItem } from '#src/commands/item/correct.ts';
import { type ItemAction, itemTarget } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { App, CommandRequest } from '#src/context.ts';
import { isRefusal, notAllowedNow, notFound } from '#src/errors.ts';
import type { LinkEventType } from '#src/links/link.ts';
import { openLink } from '#src/links/open-link.ts';
import { type Redeemed, redeemLink } from '#src/links/redeem-link.ts';
import { mayReadItem } from '#src/policies/item-policies.ts';
import { loadItem } from '#src/queries/item.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { FORM_WITH_FILES } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfLink } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
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

/**
 * A malformed, forged or forgotten link gets one and the same plain page (404). One that means nothing more is gone (410), and its page
 * says why; not for whoever acted through it: to them it shows what is recorded.
 */
async function showLink(
  { app, request, response, params: { token } }: LinkCall,
  more: { problem: string | null },
): Promise<void> {
  try {
    const opened = await openLink(linkDeps(app), token);
    const page = await linkPage(app, opened, token, actorOn(request));
    const refusal = page.refusal === null ? null : sentenceOf(page.refusal);
    if (more.problem === null && page.status !== 'current' && page.status !== 'acted') response.status(410);
    renderPage(response, 'link-page', {
      ...page,
      refusal,
      problem: more.problem === null || more.problem === page.saidRule ? null : sentenceOf(more.problem),
      styles: [await itemStyle()],
    });
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'not-found') throw error;
    renderPage(refusedStatus(response, error), 'link-dead', { title: 'Linket kan ikke bruges' });
  }
}

/** Does what was pressed; where it is refused, the link's own page explains best what has become of it. */
async function explained(asked: LinkCall, press: () => Promise<void>): Promise<void> {
  try {
    await press();
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    refusedStatus(asked.response, error);
    await showLink(asked, { problem: error.code });
  }
}

const redeem = (
  { app, actor, params }: Omit<LinkCall, 'request' | 'response'> & { actor: Actor },
  event: LinkEventType,
) => redeemLink(linkDeps(app), { rawToken: params.token, event, session: actor });

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

type ActingCall = LinkCall & { actor: Actor };

/** How the form of an action uses the link that it was shown behind. */
interface LinkUse {
  /** @throws Refusal where the link may not be acted through */
  redeemed(call: ActingCall): Promise<Redeemed>;
  commandOf(call: ActingCall, redeemed: Redeemed): CommandRequest;
  /** When the action is done. */
  after?(call: ActingCall, redeemed: Redeemed): Promise<void>;
}

/** Redeems, runs the action on what the link says was read, and shows the link again: it then says what is recorded. */
const formBehind = (action: ItemAction, { redeemed, commandOf, after }: LinkUse) =>
  operation({
    method: 'post',
    path: `/l/:token/${action.page.path}`,
    access: 'session',
    schema: { params: OfLink, body: formBehindLink(action) },
    handler: (call) =>
      explained(call, async () => {
        const use = await redeemed(call);
        const { step, round, version } = use.event;
        const words = { ...call.body, item: use.item, step, round, version };
        const committed = await action.run(call.app, commandOf(call, use), words);
        await after?.(call, use);
        call.response.redirect(303, withAfterParam(hereOf(call), committed));
      }),
    // What has become of the link goes before what is wrong with the form.
    onBadInput: (call, refusal) =>
      explained(call, async () => {
        await redeemed(call);
        throw refusal;
      }),
  });

/** Each uses the link up; its cause is the link's, so a second press finds what is recorded. */
const forms = Object.values<ItemAction<LinkEventType>>(linkActions)
  .filter(({ page }) => !page.hasOwnPage)
  .map((action) =>
    formBehind(action, {
      redeemed: (call) => redeem(call, action.event),
      commandOf: ({ actor }, { cause }) => ({ actor, cause }),
      after: async ({ app }, { link }) => linkDeps(app).links.markUsed(link._id, action.event, await app.clock.now()),
    }),
  );

/**
 * What is done beside the approval, as one would approve, does not use the link up: whoever has done it can do it again, and decide.
 * So its cause is the form's own, and not the link's.
 */
const besides = Object.values<ItemAction>(itemActions)
  .filter(({ page }) => page.shownIn === 'decide')
  .map((action) =>
    formBehind(action, {
      async redeemed(call) {
        const redeemed = await redeem(call, 'approve');
        if (redeemed.repeated) throw notAllowedNow('link-acted');
        return redeemed;
      },
      commandOf: ({ request }) => commandRequest(request),
    }),
  );

const editor: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/l/:token/ret',
    access: 'session',
    schema: { params: OfLink },
    handler: async (call) => showVersionEditor(call, ...(await correction(call))),
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
