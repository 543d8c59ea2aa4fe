/** Entry point of a worker process for all queues: for small installations, the demo and tests. */
import { runWorkerProcess } from '#src/app/worker-process.ts';

await runWorkerProcess();
