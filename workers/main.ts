/** Entry point of a worker process. */
import { runWorkerProcess } from '#src/app/worker-process.ts';

await runWorkerProcess();
