/** Entry point of a worker process that fires deadlines, and reconciles the store with the queues. */
import { runWorkerProcess } from '#src/app/worker-process.ts';

await runWorkerProcess(['deadlines']);
