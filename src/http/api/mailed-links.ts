/** The link that a mail about an approval carries, for programs: reading shows, an event acts (design § 5). */
import { openText } from '#src/documents/open-text.ts';
import { LinkEventType } from '#src/links/link.ts';
import { openLink } from '#src/links/open-link.ts';
import { redeemLink } from '#src/links/redeem-link.ts';
import { answer, committed } from '../answer.ts';
import { LONG_JSON } from '../body.ts';
import { type Operation, operation } from '../operation.ts';
import { inputBehindLink, linkActions, SAID_BY_LINK } from '../pages/link/link-actions.ts';
import { linkDeps } from '../pages/link/link-deps.ts';
import { linkReader } from '../pages/link/link-page.ts';
import { OfLink } from '../path-params.ts';
import { MailedLink } from './answers-of-service.ts';
import { eventOf } from './events.ts';

/** What a program may say of each event. */
const WORDS = {
  approve: { input: inputBehindLink(linkActions.approve) },
  return: { input: inputBehindLink(linkActions.return) },
  correct: { input: inputBehindLink(linkActions.correct) },
} as const satisfies Record<LinkEventType, unknown>;

const show = operation({
  method: 'get',
  path: '/api/v1/links/:token',
  access: 'link',
  summary: 'What the link in a mail about an approval stands for.',
  schema: { params: OfLink },
  answers: answer('As much as whoever asks may read.', MailedLink),
  async handler({ app, actor, params, response }) {
    const opened = await openLink(linkDeps(app), params.token);
    const { mailed, verdict, reads, opensClosed } = await linkReader(app, opened, actor);
    const { link, status } = opened;
    response.set('Cache-Control', 'no-store');
    return {
      standing: status,
      events: link.events,
      mayAct: status === 'current' && verdict?.allowed === true,
      refusal: verdict?.allowed === false ? verdict.code : null,
      caseNumber: mailed?.caseNumber ?? null,
      content: reads && mailed ? (opensClosed ? mailed : openText(mailed)) : null,
    };
  },
});

const act = operation({
  method: 'post',
  path: '/api/v1/links/:token/events',
  access: 'session',
  summary: 'Acts through the link, on the version that was mailed.',
  takes: LONG_JSON,
  schema: { params: OfLink, body: eventOf(WORDS) },
  events: { subject: 'link', types: linkActions },
  implies: Object.fromEntries(SAID_BY_LINK.map((name) => [name, ':token'])),
  answers: committed(200, 'It is done and cannot be lost.'),
  async handler({ app, actor, params, body: { type, input: words } }) {
    const deps = linkDeps(app);
    const redeemed = await redeemLink(deps, { rawToken: params.token, event: type, session: actor });
    const { item, cause, link } = redeemed;
    const { step, round, version } = redeemed.event;
    const done = await linkActions[type].run(app, { actor, cause }, { ...Object(words), item, step, round, version });
    await deps.links.markUsed(link._id, type, await app.clock.now());
    return done;
  },
  // What has become of the link goes before what is wrong with the event.
  async onBadInput({ app, actor, params, fields }, refusal) {
    const { data: event } = LinkEventType.safeParse(fields.type);
    if (event) await redeemLink(linkDeps(app), { rawToken: params.token, event, session: actor });
    throw refusal;
  },
});

export const mailedLinkOperations: readonly Operation[] = [show, act];
