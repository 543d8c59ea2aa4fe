/**
 * Which programs are installed where work on files is done. The machines of the pages may be others: they learn it from here, and ask
 * no program. All times are by the wall clock.
 */
import { trusted } from 'mongoose';
import type { Collections } from './collections.ts';

type Rows = Pick<Collections, 'workerTools'>;

/** What a worker has said holds for so long, in milliseconds. */
export const TOOLS_HOLD_MS = 5 * 60_000;

/** @param machine its name @param tools by program: its version, or `missing` */
export async function noteWorkerTools(
  { workerTools }: Rows,
  machine: string,
  tools: Readonly<Record<string, string>>,
): Promise<void> {
  const purgeAt = new Date(Date.now() + TOOLS_HOLD_MS);
  await workerTools.updateOne({ _id: machine }, { $set: { tools, purgeAt } }, { upsert: true });
}

/** @returns whether every machine that works on files has all of these programs; false where none works */
export async function workersHave({ workerTools }: Rows, programs: readonly string[]): Promise<boolean> {
  const machines = await workerTools.find({ purgeAt: trusted({ $gt: new Date() }) }).lean();
  const has = (tools: Record<string, string>) =>
    programs.every((program) => (tools[program] ?? 'missing') !== 'missing');
  return machines.length > 0 && machines.every(({ tools }) => has(tools));
}
