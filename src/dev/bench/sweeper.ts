/** One sweeper as a process of its own, for the bench of deadlines. Its parent says with which settings, and when. */

import type { Config } from '#src/config.ts';
import { createApp } from '#src/create-app.ts';
import { type Swept, sweepDeadlines } from '#src/queue/sweep-deadlines.ts';

export type ToSweeper = { config: Config } | 'sweep';
export type FromSweeper = 'ready' | Swept;

const send = (message: FromSweeper) => process.send?.(message);
const { promise: settings, resolve: configured } = Promise.withResolvers<Config>();
const { promise: started, resolve: start } = Promise.withResolvers<void>();
process.on('message', (message: ToSweeper) => (message === 'sweep' ? start() : configured(message.config)));

const app = await createApp(await settings);
send('ready');
await started;
const swept = await sweepDeadlines(app);
await app.relay.flush();
send(swept);
await app.close();
process.disconnect();
