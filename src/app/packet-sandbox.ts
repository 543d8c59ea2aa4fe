/** Does the jobs of the queue `packet` in the process of its own that BullMQ has started for them. */
import type { SandboxedJob } from 'bullmq';
import { RowJob } from '#src/queue/queues.ts';
import { runJob } from '#src/queue/run-job.ts';
import { createPacketProcess } from './packet-parts.ts';

const { work } = createPacketProcess();

export function runSandboxed(job: SandboxedJob, token: string): Promise<string> {
  const run = ({ name, data, failedBefore }: { name: string; data: unknown; failedBefore: number }) =>
    work({ name, id: RowJob.parse(data).id, holder: token, failedBefore });
  return runJob({ queue: 'packet', run }, job, token);
}
