/** The web server: everything a request passes, in order. */
import express, { type Express, Router } from 'express';
import { browserCookie, sessionCookie } from '#src/auth/cookie.ts';
import { loadActor, requireOrigin } from '#src/auth/middleware.ts';
import { sessionsOf } from '#src/auth/sessions.ts';
import { municipalityOf } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { runsByItself } from '#src/demo-clock.ts';
import { notingMailer } from '#src/dev/demo/sign-in-mails.ts';
import { createMailProbe } from '#src/mail/mail-probe.ts';
import type { Mailer } from '#src/mail/mailer.ts';
import { caughtUp } from './after-param.ts';
import { auditRequests } from './audit.ts';
import { securityHeaders } from './headers.ts';
import { logRequests } from './log-requests.ts';
import { countingCommits, measureRequests } from './metrics.ts';
import { mount } from './operation.ts';
import { codeMailSender, partyCodeSender } from './pages/sign-in/send-code.ts';
import { problemHandler, unknownAddress } from './problems.ts';
import { MACHINERY, OPERATIONS } from './routes.ts';
import type { Web } from './web.ts';

/**
 * Builds the server; listening is the caller's.
 * @param app the parts of the service, from its composition root; `deps.mailer` sends sign-in codes
 */
export function createServer(app: App, deps: { mailer: Mailer; stopping?: () => boolean }): Express {
  const { config, connection, clock, directory, log } = app;
  const cookie = sessionCookie(config.PUBLIC_URL);
  const sessions = sessionsOf(app);
  const driverKey = config.DEMO ? config.DEMO_DRIVER_KEY : undefined;
  const mailer = driverKey === undefined ? deps.mailer : notingMailer(connection, deps.mailer);
  const counted: App = { ...app, commit: countingCommits(app.commit) };
  const web: Web = {
    app: counted,
    cookie,
    browserCookie: browserCookie(config.PUBLIC_URL),
    sessions,
    stopping: deps.stopping ?? (() => false),
    sendCode: codeMailSender(app, mailer, 'sign-in-code'),
    sendSignatureCode: codeMailSender(app, mailer, 'signature-code'),
    sendPartyCode: partyCodeSender(app, mailer),
    mailProbe: createMailProbe(connection, mailer, log),
  };

  const server = express();
  server.disable('x-powered-by');
  server.set('trust proxy', config.TRUST_PROXY);
  server.set('query parser', 'simple');
  server.set('maxFileMegabytes', config.MAX_FILE_MB);
  server.set('municipality', municipalityOf(config) ?? 'Kommunen');
  server.set('demoClock', runsByItself(config));
  server.use(measureRequests, logRequests(log), auditRequests(app.audit), securityHeaders(config.PUBLIC_URL));
  mount(server, web, MACHINERY);
  const signedIn = Router();
  signedIn.use(loadActor({ sessions, directory, clock, cookie }), requireOrigin(config.PUBLIC_URL), caughtUp(app));
  mount(signedIn, web, OPERATIONS);
  server.use(signedIn);
  server.use(unknownAddress, problemHandler(log));
  return server;
}
