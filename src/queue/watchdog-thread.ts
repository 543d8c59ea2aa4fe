/** The thread of watchdog.ts. It is sent the instant until which the present job may run (milliseconds), or null. */
import { parentPort, workerData } from 'node:worker_threads';

const LOOK_MS = 250;
const { parent } = workerData as { parent: number };
let until: number | null = null;

parentPort?.on('message', (instant: number | null) => {
  until = instant;
});
setInterval(() => {
  const isTooLong = until !== null && Date.now() > until;
  // A process whose parent has died is given to another.
  if (isTooLong || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, LOOK_MS);
