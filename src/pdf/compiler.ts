/** Typst in a thread of its own with a short queue, so that the process that serves pages never waits for a layout. */

import { Worker } from 'node:worker_threads';
import { Refusal } from '#src/errors.ts';
import type { CompileJob, CompileReply } from './compile-job.ts';

/** `marks`: the values of the metadata that the job asked for, in their order. */
export type Compiled = { pdf: Uint8Array<ArrayBuffer>; pages: number; marks: unknown[] };

export interface PdfCompiler {
  /**
   * Sets one document. Jobs run in order, one at a time. Throws Refusal `pdf-busy` (503) when the queue is full or the
   * compiler is closing, `pdf-too-slow` (503) past the time limit, `pdf-failed` (500) for anything else. Characters that
   * no font can set are no reason: a stand-in is printed ("[U+E123]").
   */
  compile(job: Omit<CompileJob, 'id'>): Promise<Compiled>;
  /** Refuses what is queued, stops the thread and resolves when it has ended. */
  close(): Promise<void>;
}

type Waiting = { job: CompileJob; resolve: (compiled: Compiled) => void; reject: (reason: Refusal) => void };

/** `queue`: how many documents may wait behind the one being set. `timeLimit` in milliseconds, for one document. */
export function createPdfCompiler({ queue = 50, timeLimit = 60_000 } = {}): PdfCompiler {
  let worker: Worker | null = null;
  let current: (Waiting & { timer: NodeJS.Timeout }) | null = null;
  let waiting: Waiting[] = [];
  let nextId = 1;
  let closed = false;

  function start(): Worker {
    const started = new Worker(new URL('./compile-worker.ts', import.meta.url), { name: 'typst' });
    // An idle compiler must not keep the process alive; a job in hand does (see next()).
    started.unref();
    started.on('message', (reply: CompileReply) => settle(reply));
    started.on('error', (error) => lose(started, new Refusal('pdf-failed', 500, {}, error)));
    started.on('exit', (code) => lose(started, new Refusal('pdf-failed', 500, {}, new Error(`typst thread: ${code}`))));
    return started;
  }

  function next(): void {
    if (current !== null) return;
    const first = waiting.shift();
    if (first === undefined) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    const running = worker;
    const timer = setTimeout(() => lose(running, new Refusal('pdf-too-slow', 503, { timeLimit })), timeLimit);
    current = { ...first, timer };
    worker.postMessage(first.job);
  }

  function settle(reply: CompileReply): void {
    if (current === null || current.job.id !== reply.id) return;
    const done = current;
    clearTimeout(done.timer);
    current = null;
    if (reply.ok) done.resolve({ pdf: reply.pdf, pages: reply.pages, marks: reply.marks });
    else done.reject(new Refusal('pdf-failed', 500, {}, new Error(reply.messages.join('\n'))));
    next();
  }

  /** The thread is gone or given up: the job in hand fails, the next one gets a new thread. */
  function lose(lost: Worker, reason: Refusal): void {
    if (worker !== lost) return;
    worker = null;
    void lost.terminate();
    const failed = current;
    current = null;
    if (failed !== null) {
      clearTimeout(failed.timer);
      failed.reject(reason);
    }
    next();
  }

  return {
    compile(job) {
      if (closed || waiting.length >= queue) return Promise.reject(new Refusal('pdf-busy', 503, { queue }));
      return new Promise((resolve, reject) => {
        waiting.push({ job: { ...job, id: nextId }, resolve, reject });
        nextId += 1;
        next();
      });
    },
    async close() {
      closed = true;
      const refused = waiting;
      waiting = [];
      for (const { reject } of refused) reject(new Refusal('pdf-busy', 503, { closing: true }));
      const last = worker;
      if (last !== null) {
        lose(last, new Refusal('pdf-busy', 503, { closing: true }));
        await last.terminate();
      }
    },
  };
}
