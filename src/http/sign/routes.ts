/** Protocol and signatures: read, sign with a fresh code, with a reservation if need be, refuse; and the secretariat's part. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { actorOrRefuse, requireActor, sessionOn } from '#src/auth/middleware.ts';
import { recallProtocol } from '#src/commands/recall-protocol.ts';
import { refuseSignature } from '#src/commands/refuse-signature.ts';
import type { Asked } from '#src/commands/request.ts';
import { requestSignatures } from '#src/commands/request-signatures.ts';
import { FRESH_MINUTES, isFresh, signProtocol } from '#src/commands/sign-protocol.ts';
import { isRefusal } from '#src/errors.ts';
import { evidenceOf } from '#src/protocol/evidence.ts';
import type { Committed } from '#src/store/commit.ts';
import { afterwards } from '../after.ts';
import { askedBy, fieldsOf, formBody, newRequestId, read } from '../form.ts';
import { itemStyle } from '../item/item-assets.ts';
import { renderPage } from '../render.ts';
import type { Web } from '../web.ts';
import { sentenceOf } from '../words.ts';
import { evidenceView, protocolPage } from './protocol-page.ts';

const SignForm = z.object({
  protocol: Hash,
  reservation: z.string().default(''),
  withReservation: z.string().optional(),
});
const RefuseForm = z.object({ protocol: Hash, reason: z.string(), person: Id.optional() });
const ReasonForm = z.object({ reason: z.string() });

export function signRoutes({ app }: Web): Router {
  const router = Router();
  router.use('/moeder/:meeting/underskriv', requireActor());
  router.use('/moeder/:meeting/protokol', requireActor());

  router.get('/moeder/:meeting/protokol', async (request, response) => {
    await show(request, response, 'protocol', null);
  });
  router.get('/moeder/:meeting/underskriv', async (request, response) => {
    await show(request, response, 'protocol-sign', null);
  });

  async function show(request: Request, response: Response, template: string, code: string | null) {
    const meeting = String(request.params.meeting);
    const actor = actorOrRefuse(request);
    const [page, evidence, now] = await Promise.all([
      protocolPage(app, actor, meeting),
      evidenceOf(app, meeting),
      app.clock.now(),
    ]);
    const mine = evidence.signers.find(({ person }) => person === actor.person) ?? null;
    const refusal = code === null ? null : sentenceOf(code);
    renderPage(response, template, {
      ...page,
      ...evidenceView(evidence),
      styles: [await itemStyle()],
      requestId: newRequestId(),
      isMine: mine !== null,
      mayAnswer: mine?.answer === null && evidence.state === 'signing',
      myAnswer: mine?.answer ?? null,
      isFresh: isFresh(sessionOn(request)?.freshCodeAt, now),
      freshMinutes: FRESH_MINUTES,
      email: (await app.directory.current()).people.get(actor.person)?.email ?? '',
      here: `/moeder/${meeting}/underskriv`,
      runs: actor.roles.includes('secretariat'),
      mayRequest: evidence.state === 'ended',
      mayRecall: evidence.state === 'signing',
      refusal,
    });
  }

  /** One form: the command, and then the page again; a refusal stands above it. */
  const form = (
    path: string,
    template: string,
    act: (meeting: string, asked: Asked, fields: Record<string, unknown>) => Promise<Committed>,
  ) =>
    router.post(`/moeder/:meeting/${path}`, requireActor(), formBody, async (request: Request, response: Response) => {
      const meeting = String(request.params.meeting);
      const back = template === 'protocol' ? 'protokol' : 'underskriv';
      try {
        const committed = await act(meeting, askedBy(request), fieldsOf(request));
        response.redirect(303, afterwards(`/moeder/${meeting}/${back}`, committed));
      } catch (error) {
        if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
        await show(request, response.status(error.status), template, error.code);
      }
    });
  form('underskriv', 'protocol-sign', (meeting, asked, fields) => {
    const { protocol, reservation, withReservation } = read(SignForm, fields);
    // The button says which of the two it is: a text left in the field by mistake is no reservation.
    return signProtocol(app, asked, {
      meeting,
      protocol,
      reservation: withReservation === undefined ? null : reservation,
    });
  });
  form('naegt', 'protocol-sign', (meeting, asked, fields) => {
    const { person: _, ...refused } = read(RefuseForm, fields);
    return refuseSignature(app, asked, { meeting, ...refused });
  });
  form('noter-naegtelse', 'protocol', (meeting, asked, fields) =>
    refuseSignature(app, asked, { meeting, ...read(RefuseForm, fields) }),
  );
  form('til-underskrift', 'protocol', (meeting, asked) => requestSignatures(app, asked, { meeting }));
  form('kald-tilbage', 'protocol', (meeting, asked, fields) =>
    recallProtocol(app, asked, { meeting, ...read(ReasonForm, fields) }),
  );
  return router;
}
