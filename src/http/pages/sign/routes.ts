/** Protocol and signatures: read, sign with a fresh code, with a reservation if need be, refuse; and the secretariat's part. */
import { type Request, type Response, Router } from 'express';
import { actorOrRefuse, requireActor, sessionOn } from '#src/auth/middleware.ts';
import { isFresh } from '#src/commands/meeting/sign.ts';
import { evidenceOf } from '#src/queries/evidence.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import { mount } from '../../operation.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { itemStyle } from '../item/item-assets.ts';
import { signCodeRoutes } from './code-routes.ts';
import { evidenceProps } from './evidence-page.ts';
import { protocolProps } from './protocol-page.ts';
import { signActions } from './sign-actions.ts';
import { type SignStep, signPage } from './sign-page.ts';
import { signaturesPanel, signStyle } from './signatures-view.ts';

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

  mount(router, web, signActions({ showProtocol, showSignPage }));
  return router;
}
