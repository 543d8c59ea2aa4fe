/** What a party does behind the link in its invitation (level 1), for programs: the same door, the same mailed code. */
import { type Request, type Response, Router } from 'express';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { afterReply } from '#src/auth/middleware.ts';
import { declineHearing } from '#src/commands/hearing/decline.ts';
import { openText } from '#src/documents/open-text.ts';
import { Refusal } from '#src/errors.ts';
import { noteVisit } from '#src/links/party-visits.ts';
import { eventBody } from '../form.ts';
import { sendFile } from '../pages/files/send-file.ts';
import { bilagFile, heardBy, hidesClosed, isClosedItem } from '../pages/hearing/answer-page.ts';
import {
  type AtTheDoor,
  authenticateParty,
  partyCode,
  sealForm,
  startPartySession,
} from '../pages/hearing/party-access.ts';
import type { Web } from '../web.ts';
import { answerByProgram, bringAnswerFile, PartyAnswer } from './answering.ts';

const BASE = '/api/v1/hearing-links/:token';

export function partyLinkApi({ app, sendPartyCode }: Web): Router {
  const router = Router();
  const limits = codeLimits(app);
  const ipOf = (request: Request) => request.ip ?? 'unknown';
  /** @throws Refusal `party-code-needed` (403) before a mailed code was entered */
  async function inside(request: Request): Promise<AtTheDoor> {
    const door = await authenticateParty(app, request);
    if (!door.isKnown) throw new Refusal('party-code-needed', 403);
    return door;
  }
  const whoOf = ({ of, party }: AtTheDoor) => ({ ...of, email: party.document.email });

  router.get(BASE, async (request: Request, response) => {
    const door = await authenticateParty(app, request);
    const now = await app.clock.now();
    await noteVisit(app.connection, door.of, now);
    const { history, party, isKnown } = door;
    const content = isKnown || !isClosedItem(history) ? history.content : null;
    response.set('Cache-Control', 'no-store').json({
      hearing: history.id,
      ...heardBy(history, content && hidesClosed(history) ? openText(content) : content),
      party: { name: party.document.name, email: party.document.email, state: party.state, late: party.late },
      isKnown,
      form: isKnown ? sealForm(app, door.of.party, now) : null,
      answers: isKnown ? history.answers.filter(({ document }) => document?.party === door.of.party) : [],
    });
  });
  router.post(`${BASE}/codes`, async (request: Request, response) => {
    const door = await authenticateParty(app, request);
    const { request: asked, code } = await partyCode(app, limits, door, ipOf(request));
    const { email: to } = door.party.document;
    afterReply(response, () => sendPartyCode({ to, party: door.of.party, code, minutes: CODE_MINUTES, asked }));
    response.status(202).json({ request: asked, minutes: CODE_MINUTES });
  });
  router.post(`${BASE}/sessions`, eventBody, async (request: Request, response) => {
    const door = await authenticateParty(app, request);
    await startPartySession(app, limits, door, request.body, request, response, '/api/v1/hearing-links');
    response.status(204).end();
  });
  router.get(`${BASE}/bilag/:seq`, async (request: Request, response) => {
    const door = await authenticateParty(app, request);
    const { history } = isClosedItem(door.history) ? await inside(request) : door;
    await sendFile(app, request, response, bilagFile(history, String(request.params.seq)));
  });
  router.post(`${BASE}/files`, async (request: Request, response: Response) => {
    await bringAnswerFile(app, request, response, whoOf(await inside(request)));
  });
  router.post(`${BASE}/answers`, (request: Request, response: Response) =>
    answerByProgram(app, request, response, PartyAnswer, async () => whoOf(await inside(request))),
  );
  router.post(`${BASE}/refusals`, async (request: Request, response) => {
    const { of, history } = await inside(request);
    const cause = `decline ${of.party} ${history.head.seq}`;
    response.json(await declineHearing(app, { party: of.party, cause }, { hearing: of.hearing }));
  });
  return router;
}
