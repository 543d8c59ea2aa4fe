/**
 * Watches over a process from a thread of its own, which runs also while the process computes and hears nothing: ends it when its job
 * takes too long, and when the process that started it is gone.
 */
import { Worker } from 'node:worker_threads';

export interface Watchdog {
  /** The job that begins now may take so many milliseconds; then the process is killed. */
  begin(limitMs: number): void;
  /** The job is over. */
  end(): void;
}

/** @param parent the id of the process that started this one */
export function startWatchdog(parent: number): Watchdog {
  const thread = new Worker(new URL('./watchdog-thread.ts', import.meta.url), { workerData: { parent } });
  thread.unref();
  return {
    begin: (limitMs) => thread.postMessage(Date.now() + limitMs),
    end: () => thread.postMessage(null),
  };
}
