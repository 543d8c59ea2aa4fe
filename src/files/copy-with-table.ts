/** A copy of a PDF by which all of its objects are found, where its own table is a stream that says otherwise. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * In a thread: the file is read as a whole, and others wait for this process.
 * @returns whether there is a copy; none where objects may be missing. @throws what keeps the file from being read or written
 */
export async function copyWithTable(path: string, copy: string): Promise<boolean> {
  const thread = new Worker(new URL('./table-thread.ts', import.meta.url), { workerData: { path, copy } });
  const [isWritten] = (await once(thread, 'message')) as [boolean];
  await thread.terminate();
  return isWritten;
}
