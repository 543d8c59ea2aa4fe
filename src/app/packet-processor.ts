/**
 * BullMQ's sandboxed processor of the queue `packet`: runs in a process of its own, which does one job after another. What that takes
 * is loaded with the first job, so that the process is known to BullMQ at once.
 */
import type { SandboxedJob } from 'bullmq';
import { giveWay } from '#src/tools/give-way.ts';

// At once: to load the rest takes a second of a processor.
giveWay();

export default async function packetProcessor(job: SandboxedJob, token = ''): Promise<string> {
  const { runSandboxed } = await import('./packet-sandbox.ts');
  return runSandboxed(job, token);
}
