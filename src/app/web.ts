/** The web process: serves pages and the API until it gets a signal to stop, and stops in order. */
import { createServer as createHttpServer } from 'node:http';
import { readConfigOrExit, useTemporaryFolder } from '#src/config.ts';
import { watchEventLoop } from '#src/http/event-loop.ts';
import { createServer } from '#src/http/server.ts';
import { createMailer } from '#src/mail/mailer.ts';
import { createAppOrExit } from './create-app-or-exit.ts';
import { createProcessFolder } from './process-folder.ts';
import { watchFromWeb } from './watch-from-web.ts';

/** Requests under way get this long; then their connections are cut. */
const FINISH_MS = 1_200;
/** After this the process ends whatever it is at: what is committed is safe, and the relay's work is picked up by others. */
const FORCE_MS = 1_900;

const config = readConfigOrExit();
const app = await createAppOrExit(config);
const { log } = app;
const folder = createProcessFolder('web');
useTemporaryFolder(folder.path);
const mailer = createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM, log });
const watch = watchFromWeb(app);
const stopWatchingLoop = watchEventLoop(log);
let stopping = false;
const http = createHttpServer(createServer(app, { mailer, stopping: () => stopping }));
// Longer than a proxy keeps a connection, so that it is never ours to close first.
http.keepAliveTimeout = 65_000;
http.headersTimeout = 30_000;
// A large file over a slow line takes minutes; a body that stands still is given up by whoever reads it.
http.requestTimeout = 15 * 60_000;

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'web is stopping');
  setTimeout(() => {
    log.warn('web did not stop in time');
    process.exit(1);
  }, FORCE_MS).unref();
  const cut = setTimeout(() => http.closeAllConnections(), FINISH_MS);
  await new Promise<void>((resolve) => {
    http.close(() => resolve());
    http.closeIdleConnections();
  });
  clearTimeout(cut);
  stopWatchingLoop();
  await watch.stop();
  await mailer.close(300);
  await app.close();
  await folder.remove();
  log.info('web has stopped');
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void stop(signal).catch((error: unknown) => {
      log.error({ err: error }, 'web did not stop cleanly');
      process.exit(1);
    });
  });
}

http.once('error', (error) => {
  log.fatal({ err: error }, 'web cannot listen');
  process.exit(1);
});
http.listen(config.PORT, config.HOST, () =>
  log.info({ host: config.HOST, address: http.address() }, 'web is listening'),
);
