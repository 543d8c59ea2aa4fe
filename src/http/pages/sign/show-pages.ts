/** The two pages that a form about signatures leads back to. */
import type { Request, Response } from 'express';
import { actorOrRefuse, sessionOn } from '#src/auth/middleware.ts';
import { isFresh } from '#src/commands/meeting/sign.ts';
import type { App } from '#src/context.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import { renderPage } from '../../render.ts';
import { codeMailScript, itemStyle } from '../item/item-assets.ts';
import { protocolProps } from './protocol-page.ts';
import { type SignStep, signPage } from './sign-page.ts';
import { signaturesPanel, signStyle } from './signatures-view.ts';

/** The request whose path names the meeting, and its answer. */
export interface MeetingCall {
  app: App;
  request: Request;
  response: Response;
  params: { meeting: string };
}

export const signStyles = async (): Promise<string[]> => [await itemStyle(), signStyle];

/** The protocol for whoever may read it. @param refusal what was refused, said above it */
export async function showProtocol({ app, request, response, params }: MeetingCall, refusal: string | null) {
  const actor = actorOrRefuse(request);
  const protocol = await readProtocol(app, actor, params.meeting);
  const props = protocolProps(protocol);
  renderPage(response, 'protocol', {
    ...props,
    title: `Protokol: ${props.organ} ${props.date}`,
    styles: await signStyles(),
    signatures: await signaturesPanel(app, actor, protocol.state),
    refusal,
  });
}

/** The page on which one answers. @param step how far the reader has come with the code, and what was typed meanwhile */
export async function showSignPage({ app, request, response, params }: MeetingCall, step: Partial<SignStep>) {
  const actor = actorOrRefuse(request);
  const protocol = await readProtocol(app, actor, params.meeting);
  const fresh = isFresh(sessionOn(request)?.freshCodeAt, await app.clock.now());
  const whole = { isFresh: fresh, codeRequest: null, codeError: null, typed: '', refusal: null, ...step };
  renderPage(response, 'protocol-sign', {
    ...(await signPage(app, actor, protocol, whole)),
    styles: await signStyles(),
    scripts: [await codeMailScript()],
  });
}
