/** Protocol and signatures: read, sign with a fresh code, with a reservation if need be, refuse; and the secretariat's part. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { actorOrRefuse, requireActor, sessionOn } from '#src/auth/middleware.ts';
import { recallProtocol } from '#src/commands/meeting/recall-protocol.ts';
import { refuseSignature } from '#src/commands/meeting/refuse.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import { isFresh, signProtocol } from '#src/commands/meeting/sign.ts';
import type { CommandRequest } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { evidenceOf } from '#src/queries/evidence.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import type { Committed } from '#src/store/commit.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, formBody, read } from '../../form.ts';
import { refusalsCounted } from '../../metrics.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { itemStyle } from '../item/item-assets.ts';
import { signCodeRoutes } from './code-routes.ts';
import { evidenceProps } from './evidence-page.ts';
import { protocolProps } from './protocol-page.ts';
import { type SignStep, saidOf, signPage } from './sign-page.ts';
import { signaturesPanel, signStyle } from './signatures-view.ts';

const SignForm = z.object({
  protocol: Hash,
  reservation: z.string().default(''),
  withReservation: z.string().optional(),
});
const RefuseForm = z.object({ protocol: Hash, reason: z.string() });
const NoteForm = RefuseForm.extend({ person: Id });
const ReasonForm = z.object({ reason: z.string() });

/** What is wrong with these forms is nearly always that the reason was left empty. */
function ruleOf(request: Request, code: string): string {
  const { reason, reservation } = fieldsOf(request);
  const said = typeof reason === 'string' ? reason : reservation;
  return code === 'bad-input' && typeof said === 'string' && said.trim().length < 3 ? 'reason-needed' : code;
}

const meetingOf = (request: Request) => String(request.params.meeting);

export function signRoutes(web: Web): Router {
  const { app } = web;
  const router = Router();
  const styles = async () => [await itemStyle(), signStyle];

  async function showProtocol(request: Request, response: Response, refusal: string | null) {
    const actor = actorOrRefuse(request);
    const protocol = await readProtocol(app, actor, meetingOf(request));
    const props = protocolProps(protocol);
    renderPage(response, 'protocol', {
      ...props,
      title: `Protokol: ${props.organ} ${props.date}`,
      styles: await styles(),
      signatures: await signaturesPanel(app, actor, protocol.state.context),
      refusal,
    });
  }

  async function showSignPage(request: Request, response: Response, step: Partial<SignStep>) {
    const actor = actorOrRefuse(request);
    const protocol = await readProtocol(app, actor, meetingOf(request));
    const fresh = isFresh(sessionOn(request)?.freshCodeAt, await app.clock.now());
    const whole = { isFresh: fresh, codeRequest: null, codeError: null, typed: '', refusal: null, ...step };
    renderPage(response, 'protocol-sign', {
      ...(await signPage(app, actor, protocol, whole)),
      styles: await styles(),
    });
  }

  router.get('/moeder/:meeting/protokol', requireActor(), (request, response) => showProtocol(request, response, null));
  router.get('/moeder/:meeting/underskriv', requireActor(), (request, response) => showSignPage(request, response, {}));
  router.get('/moeder/:meeting/underskrifter', requireActor(), async (request, response) => {
    const protocol = await readProtocol(app, actorOrRefuse(request), meetingOf(request));
    const [evidence, directory] = await Promise.all([evidenceOf(app, meetingOf(request)), app.directory.current()]);
    renderPage(response, 'protocol-evidence', {
      ...protocolProps(protocol),
      ...evidenceProps(evidence, directory),
      title: 'Bevis for underskrifterne',
      styles: await styles(),
    });
  });
  router.use(signCodeRoutes(web, showSignPage));

  type Act = (meeting: string, command: CommandRequest, fields: Record<string, unknown>) => Promise<Committed>;
  /** One form: the command, and then the page again; what is refused is said above it. */
  const form = (
    path: string,
    back: 'protokol' | 'underskriv',
    act: Act,
    refused: (request: Request, response: Response, code: string) => Promise<void>,
  ) =>
    router.post(`/moeder/:meeting/${path}`, requireActor(), formBody, async (request: Request, response: Response) => {
      const meeting = meetingOf(request);
      try {
        const committed = await act(meeting, commandRequest(request), fieldsOf(request));
        response.redirect(303, withAfterParam(`/moeder/${meeting}/${back}`, committed));
      } catch (error) {
        if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
        refusalsCounted.inc({ rule: error.code });
        await refused(request, response.status(error.status), error.code);
      }
    });

  const onSignPage = async (request: Request, response: Response, code: string) => {
    const { reservation } = fieldsOf(request);
    const typed = typeof reservation === 'string' ? reservation.slice(0, 20_000) : '';
    // That a fresh code is needed is what the page's next step says anyway.
    await showSignPage(request, response, {
      typed,
      refusal: code === 'fresh-code-needed' ? null : ruleOf(request, code),
    });
  };
  const onProtocol = (request: Request, response: Response, code: string) =>
    showProtocol(request, response, saidOf(ruleOf(request, code)));

  form(
    'underskriv',
    'underskriv',
    (meeting, command, fields) => {
      const { protocol, reservation, withReservation } = read(SignForm, fields);
      // The button says which of the two it is: a text left in the field by mistake is no reservation.
      const said = withReservation === undefined ? null : reservation;
      return signProtocol(app, command, { meeting, protocol, reservation: said });
    },
    onSignPage,
  );
  form(
    'naegt',
    'underskriv',
    (meeting, command, fields) => refuseSignature(app, command, { meeting, ...read(RefuseForm, fields) }),
    onSignPage,
  );
  form(
    'noter-naegtelse',
    'protokol',
    (meeting, command, fields) => refuseSignature(app, command, { meeting, ...read(NoteForm, fields) }),
    onProtocol,
  );
  form('til-underskrift', 'protokol', (meeting, command) => requestSignatures(app, command, { meeting }), onProtocol);
  form(
    'kald-tilbage',
    'protokol',
    (meeting, command, fields) => recallProtocol(app, command, { meeting, ...read(ReasonForm, fields) }),
    onProtocol,
  );
  return router;
}
