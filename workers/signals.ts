/** Entry point of a worker process that carries out signals between items, meetings and hearings. */
import { runWorkerProcess } from '#src/app/worker-process.ts';

await runWorkerProcess(['signal']);
