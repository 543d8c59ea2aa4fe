/** Protocol and signatures: read, sign with a fresh code, with a reservation if need be, refuse; and the secretariat's part. */
import { evidenceOf } from '#src/queries/evidence.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { signCodePages } from './code-routes.ts';
import { evidenceProps } from './evidence-page.ts';
import { protocolProps } from './protocol-page.ts';
import { showProtocol, showSignPage, signStyles } from './show-pages.ts';
import { signActions } from './sign-actions.ts';

const protocol = operation({
  method: 'get',
  path: '/moeder/:meeting/protokol',
  access: 'session',
  schema: { params: OfMeeting },
  handler: (call) => showProtocol(call, null),
});

const sign = operation({
  method: 'get',
  path: '/moeder/:meeting/underskriv',
  access: 'session',
  schema: { params: OfMeeting },
  handler: (call) => showSignPage(call, {}),
});

const evidence = operation({
  method: 'get',
  path: '/moeder/:meeting/underskrifter',
  access: 'session',
  schema: { params: OfMeeting },
  async handler({ app, actor, response, params: { meeting } }) {
    const read = await readProtocol(app, actor, meeting);
    const [found, directory] = await Promise.all([evidenceOf(app, meeting), app.directory.current()]);
    renderPage(response, 'protocol-evidence', {
      ...protocolProps(read),
      ...evidenceProps(found, directory),
      title: 'Bevis for underskrifterne',
      styles: await signStyles(),
    });
  },
});

export const signPages: readonly Operation[] = [protocol, sign, evidence, ...signCodePages, ...signActions];
