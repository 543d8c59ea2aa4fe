/** What a party does behind the link in its invitation (level 1), for programs: the same link, the same mailed code. */
import type { Request } from 'express';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { afterReply } from '#src/auth/middleware.ts';
import { declineHearing } from '#src/commands/hearing/decline.ts';
import type { App } from '#src/context.ts';
import { openText } from '#src/documents/open-text.ts';
import { Refusal } from '#src/errors.ts';
import { noteVisit } from '#src/links/party-visits.ts';
import { answer, committed, nothing } from '../answer.ts';
import { LONG_JSON } from '../body.ts';
import { type Operation, operation } from '../operation.ts';
import { heardBy, hidesClosed, isClosedItem } from '../pages/hearing/answer-page.ts';
import {
  authenticateParty,
  type PartyVisit,
  partyCode,
  sealForm,
  startPartySession,
} from '../pages/hearing/party-access.ts';
import { ipOf } from '../pages/sign-in/session-steps.ts';
import { answerFileOperations } from './answer-files.ts';
import { answerByProgram, PartyAnswer } from './answering.ts';
import { LinkedHearing, Receipt } from './answers-of-service.ts';
import { CodeAsked, CodeEntered } from './sessions.ts';

const BASE = '/api/v1/hearing-links/:token';

/** @throws Refusal `party-code-needed` (403) before a mailed code was entered */
async function inside(app: App, request: Request): Promise<PartyVisit> {
  const visit = await authenticateParty(app, request);
  if (!visit.isKnown) throw new Refusal('party-code-needed', 403);
  return visit;
}
const whoOf = ({ of, party }: PartyVisit) => ({ ...of, email: party.document.email });

const show = operation({
  method: 'get',
  path: BASE,
  access: 'link',
  summary: 'What the link in an invitation is for; of a closed item only after the code.',
  answers: answer('The hearing, the party and, after the code, its answers.', LinkedHearing),
  async handler({ app, request, response }) {
    const visit = await authenticateParty(app, request);
    const now = await app.clock.now();
    await noteVisit(app.connection, visit.of, now);
    const { history, party, isKnown } = visit;
    const content = isKnown || !isClosedItem(history) ? history.content : null;
    response.set('Cache-Control', 'no-store');
    return {
      hearing: history.id,
      ...heardBy(history, content && hidesClosed(history) ? openText(content) : content),
      party: { name: party.document.name, email: party.document.email, state: party.state, late: party.late },
      isKnown,
      form: isKnown ? sealForm(app, visit.of.party, now) : null,
      answers: isKnown ? history.answers.filter(({ document }) => document?.party === visit.of.party) : [],
    };
  },
});

const askForCode = operation({
  method: 'post',
  path: `${BASE}/codes`,
  access: 'link',
  summary: 'Asks for a code at the address that was invited.',
  answers: answer('The request that the code belongs to.', CodeAsked, 202),
  async handler({ web, app, request, response }) {
    const visit = await authenticateParty(app, request);
    const { request: asked, code } = await partyCode(app, codeLimits(app), visit, ipOf(request));
    const { email: to } = visit.party.document;
    afterReply(response, () => web.sendPartyCode({ to, party: visit.of.party, code, minutes: CODE_MINUTES, asked }));
    return { request: asked, minutes: CODE_MINUTES };
  },
});

const enterCode = operation({
  method: 'post',
  path: `${BASE}/sessions`,
  access: 'link',
  summary: 'Enters the code; the cookie is in the answer and good for twelve hours.',
  schema: { body: CodeEntered },
  answers: nothing('The party is known.'),
  async handler({ app, request, response, body }) {
    const visit = await authenticateParty(app, request);
    await startPartySession(app, codeLimits(app), visit, body, request, response, '/api/v1/hearing-links');
  },
});

const send = operation({
  method: 'post',
  path: `${BASE}/answers`,
  access: 'link',
  summary: 'Answers the hearing.',
  keyed: true,
  timed: true,
  takes: LONG_JSON,
  schema: { body: PartyAnswer },
  answers: answer('The receipt: number, time, and whether it came late.', Receipt, 201),
  handler: async (call) => answerByProgram(call, whoOf(await inside(call.app, call.request)), call.body),
});

const refuse = operation({
  method: 'post',
  path: `${BASE}/refusals`,
  access: 'link',
  summary: 'Says that the party will not answer; it may still change its mind.',
  answers: committed(200, 'It is noted.'),
  async handler({ app, request }) {
    const { of, history } = await inside(app, request);
    const cause = `decline ${of.party} ${history.head.seq}`;
    return declineHearing.run(app, { party: of.party, cause }, { hearing: of.hearing });
  },
});

const files = answerFileOperations(BASE, 'link', {
  async heard({ app, request }) {
    const visit = await authenticateParty(app, request);
    return isClosedItem(visit.history) ? (await inside(app, request)).history : visit.history;
  },
  who: async ({ app, request }) => whoOf(await inside(app, request)),
});

export const partyLinkOperations: readonly Operation[] = [show, askForCode, enterCode, ...files, send, refuse];
