/** What a party does behind the link in its invitation (level 1), for programs: the same door, the same mailed code. */
import { type Request, type Response, Router } from 'express';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { afterReply } from '#src/auth/middleware.ts';
import { declineHearing } from '#src/commands/decline-hearing.ts';
import { Refusal } from '#src/errors.ts';
import { noteVisit } from '#src/hearing/party-visits.ts';
import { sendFile } from '../files/send-file.ts';
import { eventBody } from '../form.ts';
import { bilagFile, heardBy, hidesClosed, isClosedItem } from '../hearing/answer-page.ts';
import { type AtTheDoor, atTheDoor, letIn, partyCode, sealForm } from '../hearing/party-access.ts';
import { openText } from '../item/item-text.ts';
import type { Web } from '../web.ts';
import { answerByProgram, bringAnswerFile, PartyAnswer } from './answering.ts';

const BASE = '/api/v1/hearing-links/:token';

export function partyLinkApi({ app, sendPartyCode }: Web): Router {
  const router = Router();
  const limits = codeLimits(app);
  const ipOf = (request: Request) => request.ip ?? 'unknown';
  /** @throws Refusal `party-code-needed` (403) before a mailed code was entered */
  async function inside(request: Request): Promise<AtTheDoor> {
    const door = await atTheDoor(app, request);
    if (!door.isKnown) throw new Refusal('party-code-needed', 403);
    return door;
  }
  const whoOf = ({ of, party }: AtTheDoor) => ({ ...of, email: party.document.email });

  router.get(BASE, async (request: Request, response) => {
    const door = await atTheDoor(app, request);
    const now = await app.clock.now();
    await noteVisit(app.connection, door.of, now);
    const { story, party, isKnown } = door;
    const content = isKnown || !isClosedItem(story) ? story.content : null;
    response.set('Cache-Control', 'no-store').json({
      hearing: story.id,
      ...heardBy(story, content && hidesClosed(story) ? openText(content) : content),
      party: { name: party.document.name, email: party.document.email, state: party.state, late: party.late },
      isKnown,
      form: isKnown ? sealForm(app, door.of.party, now) : null,
      answers: isKnown ? story.answers.filter(({ document }) => document?.party === door.of.party) : [],
    });
  });
  router.post(`${BASE}/codes`, async (request: Request, response) => {
    const door = await atTheDoor(app, request);
    const { request: asked, code } = await partyCode(app, limits, door, ipOf(request));
    const { email: to } = door.party.document;
    afterReply(response, () => sendPartyCode({ to, party: door.of.party, code, minutes: CODE_MINUTES, asked }));
    response.status(202).json({ request: asked, minutes: CODE_MINUTES });
  });
  router.post(`${BASE}/sessions`, eventBody, async (request: Request, response) => {
    const door = await atTheDoor(app, request);
    await letIn(app, limits, door, request.body, request, response, '/api/v1/hearing-links');
    response.status(204).end();
  });
  router.get(`${BASE}/bilag/:seq`, async (request: Request, response) => {
    const door = await atTheDoor(app, request);
    const { story } = isClosedItem(door.story) ? await inside(request) : door;
    await sendFile(app, request, response, bilagFile(story, String(request.params.seq)));
  });
  router.post(`${BASE}/files`, async (request: Request, response: Response) => {
    await bringAnswerFile(app, request, response, whoOf(await inside(request)));
  });
  router.post(`${BASE}/answers`, (request: Request, response: Response) =>
    answerByProgram(app, request, response, PartyAnswer, async () => whoOf(await inside(request))),
  );
  router.post(`${BASE}/refusals`, async (request: Request, response) => {
    const { of, story } = await inside(request);
    const cause = `decline ${of.party} ${story.head.seq}`;
    response.json(await declineHearing(app, { party: of.party, cause }, { hearing: of.hearing }));
  });
  return router;
}
