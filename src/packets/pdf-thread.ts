/** Fragments as PDFs, written in a thread: one of a thousand pages keeps whoever writes it busy for longer than a page may wait. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface PdfThread {
  /**
   * Writes the fragment that lies at one path as a PDF to another; one at a time.
   * @throws what is wrong with the fragment or the disk; Error where the thread is closed meanwhile
   */
  write(fragment: string, path: string): Promise<void>;
  /** What is being written is broken off. */
  close(): Promise<void>;
}

/** The thread starts with the first fragment. */
export function createPdfThread(): PdfThread {
  let thread: Worker | null = null;
  let closed = false;
  return {
    async write(fragment, path) {
      if (closed) throw new Error('the thread is closed');
      thread ??= new Worker(new URL('./pdf-thread-work.ts', import.meta.url), { name: 'pdf' });
      thread.postMessage({ fragment, path });
      const over = new AbortController();
      const ended = async (running: Worker): Promise<[string]> => {
        await once(running, 'exit', { signal: over.signal });
        return ['the thread has ended'];
      };
      try {
        const said = once(thread, 'message', { signal: over.signal }) as Promise<[string | null]>;
        const [fault] = await Promise.race([said, ended(thread)]);
        if (fault !== null) throw new Error(fault);
      } finally {
        over.abort();
      }
    },
    async close() {
      closed = true;
      await thread?.terminate();
    },
  };
}
