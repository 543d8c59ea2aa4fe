/** Entry point of a worker process that has bilag prepared and packets built, by processes of their own. */
import { runWorkerProcess } from '#src/app/worker-process.ts';

await runWorkerProcess(['packet']);
