/** Does the work of one row of the queue `packet`: claims it, works in a folder of its own, and writes down what came of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RenditionFailed } from '#src/renditions/note.ts';
import {
  claimWork,
  endWork,
  putOffWork,
  renewWork,
  type Work,
  workClaimableFrom,
  workUnderway,
} from '#src/store/work.ts';
import { backoffMs, failureClassOf } from './backoff.ts';
import type { Delivered } from './deliver.ts';
import { type PacketDeps, packetKind } from './packet.ts';

export interface PacketJob {
  /** The kind of work. */
  name: string;
  /** The row. */
  id: string;
  /** Names this try. */
  holder: string;
  /** How many tries have failed. */
  failedBefore: number;
  /** Where folders for jobs are made. */
  folder: string;
  /** How long a claim holds unless it is renewed, in milliseconds. */
  claimMs: number;
  /** Called with what goes wrong and is tried again. */
  onError(error: unknown): void;
}

/** A step is written down when it has lasted so long, in milliseconds: nobody sees one that is shorter, and most files take less. */
const NOTED_AFTER_MS = 300;
/** After so many tries, none of which the file is known to be at fault for, somebody has to look. */
const MOST_TRIES = 8;
/** How soon work of which enough is done is looked at again. */
const LOOK_AGAIN_MS = 2_000;

/** @returns what came of it; a reason in it is a rule or a code. @throws Error for an unknown kind, and what the store throws at the claim */
export async function doPacketJob(deps: PacketDeps, job: PacketJob): Promise<Delivered> {
  const kind = packetKind(job.name);
  const rows = kind.rows(deps.collections);
  if (kind.atOnce !== undefined && (await workUnderway(rows, kind.filter)) >= kind.atOnce)
    return { kind: 'held', until: new Date(Date.now() + LOOK_AGAIN_MS) };
  const claimed = await claimWork(rows, job.id, job.holder, job.claimMs);
  if (claimed === null) {
    const until = await workClaimableFrom(rows, job.id);
    return until === null ? { kind: 'closed' } : { kind: 'held', until };
  }
  const renew = (step?: string) => void renewWork(rows, claimed, job.claimMs, step).catch(() => undefined);
  const renewing = setInterval(renew, job.claimMs / 3);
  let noting: NodeJS.Timeout | undefined;
  function atStep(step: string): void {
    clearTimeout(noting);
    noting = setTimeout(renew, NOTED_AFTER_MS, step);
  }
  const folder = await mkdtemp(join(job.folder, `${process.pid}-`));
  try {
    const made = await kind.act({ ...deps, folder, atStep }, claimed);
    await endWork(rows, claimed, { ...made, state: 'done' });
    await kind.done?.(deps.collections, claimed).catch(job.onError);
    return { kind: 'done' };
  } catch (error) {
    return await endedBy(error, claimed);
  } finally {
    clearInterval(renewing);
    clearTimeout(noting);
    await rm(folder, { recursive: true, force: true });
  }

  async function endedBy(error: unknown, row: Work): Promise<Delivered> {
    if (error instanceof RenditionFailed) {
      await endWork(rows, row, { state: 'failed', failure: error.failure });
      return { kind: 'done' };
    }
    job.onError(error);
    const failure = failureClassOf(error);
    const tries = job.failedBefore + 1;
    if (tries >= MOST_TRIES && failure !== 'store') {
      await endWork(rows, row, { state: 'failed', failure: { rule: 'unexpected', details: {} } });
      return { kind: 'failed', reason: failure };
    }
    const afterMs = backoffMs(failure, tries);
    await putOffWork(rows, row, afterMs);
    return { kind: 'retry', reason: failure, afterMs };
  }
}
