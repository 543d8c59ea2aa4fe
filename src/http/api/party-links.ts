/** What a party does behind the link in its invitation (level 1), for programs: the same link, the same mailed code. */
import type { Request } from 'express';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
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
  endPartySession,
  mailPartyCode,
  type PartyVisit,
  sealForm,
  startPartySession,
} from '../pages/hearing/party-access.ts';
import { BilagNumber, OfLink } from '../path-params.ts';
import { answerFileOperations } from './answer-files.ts';
import { answerByProgram, PartyAnswer } from './answering.ts';
import { LinkedHearing, Receipt } from './answers-of-service.ts';
import { CodeAsked, CodeEntered } from './sessions.ts';

const BASE = '/api/v1/hearing-links/:token';

interface PartyCall {
  app: App;
  request: Request;
  params: { token: string };
}

/** @throws Refusal `party-code-needed` (403) before a mailed code was entered */
async function inside({ app, request, params }: PartyCall): Promise<PartyVisit> {
  const visit = await authenticateParty(app, request, params.token);
  if (!visit.isKnown) throw new Refusal('party-code-needed', 403);
  return visit;
}
const whoOf = ({ of, party }: PartyVisit) => ({ ...of, email: party.document.email });

const show = operation({
  method: 'get',
  path: BASE,
  access: 'link',
  summary: 'What the link in an invitation is for; of a closed item only after the code.',
  schema: { params: OfLink },
  answers: answer('The hearing, the party and, after the code, its answers.', LinkedHearing),
  async handler({ app, request, response, params }) {
    const visit = await authenticateParty(app, request, params.token);
    const now = await app.clock.now();
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
  audit: 'code-requested',
  summary: 'Asks for a code at the address that was invited.',
  schema: { params: OfLink },
  answers: answer('The request that the code belongs to.', CodeAsked, 202),
  async handler({ web, app, request, response, params }) {
    const visit = await authenticateParty(app, request, params.token);
    return { request: await mailPartyCode({ web, request, response }, visit), minutes: CODE_MINUTES };
  },
});

const enterCode = operation({
  method: 'post',
  path: `${BASE}/sessions`,
  access: 'link',
  audit: 'code-confirmed',
  summary: 'Enters the code; the cookie is in the answer.',
  schema: { params: OfLink, body: CodeEntered },
  answers: nothing('The party is known.'),
  async handler({ web, app, request, response, params, body }) {
    const visit = await authenticateParty(app, request, params.token);
    await startPartySession({ web, request, response }, visit, body);
    await noteVisit(app.connection, visit.of, await app.clock.now());
  },
});

const leave = operation({
  method: 'delete',
  path: `${BASE}/sessions/current`,
  access: 'link',
  audit: 'signed-out',
  summary: 'Signs the party out in this browser.',
  schema: { params: OfLink },
  answers: nothing('The party is not known any more.'),
  async handler({ web, app, request, response, params }) {
    endPartySession({ web, response }, await authenticateParty(app, request, params.token));
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
  schema: { params: OfLink, body: PartyAnswer },
  answers: answer('The receipt: number, time, and whether it came late.', Receipt, 201),
  handler: async (call) => answerByProgram(call, whoOf(await inside(call)), call.body),
});

const refuse = operation({
  method: 'post',
  path: `${BASE}/refusals`,
  access: 'link',
  summary: 'Says that the party will not answer; it may still change its mind.',
  schema: { params: OfLink },
  answers: committed(200, 'It is noted.'),
  async handler(call) {
    const { of, history } = await inside(call);
    const cause = `decline ${of.party} ${history.head.seq}`;
    return declineHearing.run(call.app, { party: of.party, cause }, { hearing: of.hearing });
  },
});

const files = answerFileOperations(BASE, 'link', {
  of: OfLink,
  bilag: OfLink.extend({ seq: BilagNumber }),
  async heard(call) {
    const visit = await authenticateParty(call.app, call.request, call.params.token);
    return isClosedItem(visit.history) ? (await inside(call)).history : visit.history;
  },
  who: async (call) => whoOf(await inside(call)),
});

export const partyLinkOperations: readonly Operation[] = [show, askForCode, enterCode, leave, ...files, send, refuse];
