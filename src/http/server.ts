/** The web server: everything a request passes, in order. */
import express, { type Express, Router } from 'express';
import type { App } from '#src/app/app.ts';
import { runsByItself } from '#src/app/demo-clock.ts';
import { sessionCookie } from '#src/auth/cookie.ts';
import { loadActor, requireOrigin } from '#src/auth/middleware.ts';
import { createSessions } from '#src/auth/sessions.ts';
import { municipalityOf } from '#src/config.ts';
import { notingMailer } from '#src/demo/sign-in-mails.ts';
import type { Mailer } from '#src/mail/mailer.ts';
import { caughtUp } from './after.ts';
import { assetRoutes } from './assets.ts';
import { driverRoutes } from './demo/driver-routes.ts';
import { securityHeaders } from './headers.ts';
import { healthRoutes } from './health.ts';
import { logRequests } from './log-requests.ts';
import { countingCommits, measureRequests } from './metrics.ts';
import { problemHandler, unknownAddress } from './problems.ts';
import { pageRoutes } from './routes.ts';
import { codeMailSender, partyCodeSender } from './sign-in/send-code.ts';
import type { Web } from './web.ts';

/**
 * Builds the server; listening is the caller's.
 * @param app the parts of the service, from its composition root; `parts.mailer` sends sign-in codes
 */
export function createServer(app: App, parts: { mailer: Mailer; stopping?: () => boolean }): Express {
  const { config, connection, clock, directory, log } = app;
  const cookie = sessionCookie(config.PUBLIC_URL);
  const sessions = createSessions({ connection, clock });
  const driverKey = config.DEMO ? config.DEMO_DRIVER_KEY : undefined;
  const mailer = driverKey === undefined ? parts.mailer : notingMailer(connection, parts.mailer);
  const counted: App = { ...app, commit: countingCommits(app.commit) };
  const web: Web = {
    app: counted,
    cookie,
    sessions,
    sendCode: codeMailSender(app, mailer, 'sign-in-code'),
    sendSignatureCode: codeMailSender(app, mailer, 'signature-code'),
    sendPartyCode: partyCodeSender(app, mailer),
  };

  const server = express();
  server.disable('x-powered-by');
  server.set('trust proxy', config.TRUST_PROXY);
  server.set('query parser', 'simple');
  server.set('maxFileMegabytes', config.MAX_FILE_MB);
  server.set('municipality', municipalityOf(config) ?? 'Kommunen');
  server.set('demoClock', runsByItself(config));
  server.use(measureRequests, logRequests(log), securityHeaders(config.PUBLIC_URL));
  server.use(healthRoutes(app, parts.stopping ?? (() => false)), assetRoutes());
  if (driverKey !== undefined) server.use(driverRoutes(app, driverKey));
  const signedIn = Router();
  signedIn.use(loadActor({ sessions, directory, clock, cookie }), requireOrigin(config.PUBLIC_URL), caughtUp(app));
  for (const routes of pageRoutes) signedIn.use(routes(web));
  server.use(signedIn);
  server.use(unknownAddress, problemHandler(log));
  return server;
}
