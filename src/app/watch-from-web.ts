/**
 * Looks from the web process whether anything is broken, and mails the administrators itself where no worker sends mails: workers that
 * have stopped cannot say so.
 */
import type { App } from '#src/context.ts';
import { mailWorkers } from '#src/queries/broken.ts';
import { brokenReport, unsentReports } from '#src/queries/report-broken.ts';

export interface Watch {
  /** A look now, as the timer would do it: tests do not wait for it. */
  lookNow(): Promise<void>;
  stop(): Promise<void>;
}

/** Looks every `BROKEN_CHECK_SECONDS`; a look that fails is logged, and the next one comes. */
export function watchFromWeb(app: App): Watch {
  const report = brokenReport(app);
  const onError = (error: unknown) => app.log.warn({ err: error }, 'watch');
  const look = async () => {
    await report();
    const unsent = await unsentReports(app.collections);
    if (unsent.length > 0 && (await mailWorkers(app)) === 0) await sendFromHere(app, unsent);
  };
  let looking = Promise.resolve();
  const lookNow = () => {
    looking = looking.then(look).catch(onError);
    return looking;
  };
  const timer = setInterval(() => void lookNow(), app.config.BROKEN_CHECK_SECONDS * 1_000);
  return {
    lookNow,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** The templates of all mails are loaded only now: no page needs them. A worker that comes back meanwhile sends none twice. */
async function sendFromHere(app: App, rows: readonly string[]): Promise<void> {
  const { mailWork } = await import('./mail-work.ts');
  const work = mailWork(app);
  try {
    for (const id of rows) await work.run({ name: 'operations-broken', data: { id }, failedBefore: 0 });
  } finally {
    await work.close();
  }
}
