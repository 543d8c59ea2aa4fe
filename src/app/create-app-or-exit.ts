/** The service as a process of its own begins with it. */
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';

/** Ends the process with 1 and says why where the service cannot be had, as while the store is away: whoever watches over it starts it again. */
export const createAppOrExit = (config: Config): Promise<App> =>
  createApp(config).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
