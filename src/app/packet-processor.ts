/** BullMQ's sandboxed processor of the queue `packet`: runs in a process of its own, which does one job after another. */
import type { SandboxedJob } from 'bullmq';
import { RowJob } from '#src/queue/queues.ts';
import { runJob } from '#src/queue/run-job.ts';
import { createPacketProcess } from './packet-parts.ts';

const { work } = createPacketProcess();

export default async function packetProcessor(job: SandboxedJob, token = ''): Promise<string> {
  const run = ({ name, data, failedBefore }: { name: string; data: unknown; failedBefore: number }) =>
    work({ name, id: RowJob.parse(data).id, holder: token, failedBefore });
  return runJob({ queue: 'packet', run }, job, token);
}
