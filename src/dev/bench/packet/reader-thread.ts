/**
 * Reads pages in turn from one message to the next, and answers with how long each took, in milliseconds. In a thread of its own: what
 * the benchmark itself does meanwhile is not to be counted as time that a page takes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

export interface ReaderData {
  pages: readonly string[];
  cookie: string;
  /** Between the pages, in milliseconds. */
  restMs: number;
}

const { pages, cookie, restMs } = workerData as ReaderData;
let reading: Promise<number[]> | null = null;
let over = false;

async function read(): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; !over; n++) {
    const before = performance.now();
    const response = await fetch(pages[n % pages.length] ?? '', { headers: { cookie }, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${response.url} answered ${response.status}`);
    times.push(performance.now() - before);
    await pause(restMs);
  }
  return times;
}

parentPort?.on('message', async () => {
  if (reading === null) {
    over = false;
    reading = read();
    return;
  }
  over = true;
  const times = await reading;
  reading = null;
  parentPort?.postMessage(times);
});
