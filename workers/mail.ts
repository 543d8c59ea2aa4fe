/** Entry point of a worker process that sends mails. */
import { runWorkerProcess } from '#src/app/worker-process.ts';

await runWorkerProcess(['mail']);
