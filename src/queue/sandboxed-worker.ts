/** BullMQ's worker of a queue whose jobs are done by processes of their own: hears of the end of each, also of one that only starts. */
import { type ChildPool, Worker } from 'bullmq';

/**
 * BullMQ (6.7) waits until a new process has loaded its processor, or says `close`, and takes the listeners of a process away at its
 * `exit`, which comes before. So the job of a process that ends earlier would be active for ever, its lock renewed and its place among
 * the jobs at the same time lost, until the worker is started again.
 */
export class SandboxedWorker extends Worker {
  /** Called when one of the processes has ended, whatever becomes of its job: Redis may have forgotten that. */
  onExit?: () => void;

  protected override createSandbox(...processor: Parameters<Worker['createSandbox']>): void {
    super.createSandbox(...processor);
    // Private there, and the one place that hears of every exit.
    const pool: ChildPool = Reflect.get(this, 'childPool');
    const remove = pool.remove.bind(pool);
    pool.remove = (child) => {
      remove(child);
      child.emit('close', child.exitCode, child.signalCode);
      this.onExit?.();
    };
  }
}
