/** Work on files that has failed, for administrators: by ids and rules alone, because a file's name may say what is closed. */
import { PACKET_KINDS, packetJob, packetKind } from '#src/queue/packet.ts';
import type { Queues } from '#src/queue/queues.ts';
import type { Collections } from '#src/store/collections.ts';
import { wantAgain } from '#src/store/work.ts';

export interface FailedWork {
  /** The name of its jobs. */
  kind: string;
  row: string;
  /** Why, by the rule that says so. */
  rule: string;
  /** How often it was begun, and how often the process died of it. */
  attempts: number;
  deaths: number;
  endedAt: Date | null;
}

const LATEST = 50;

/** @returns the latest first, of all kinds */
export async function failedWork(collections: Collections): Promise<FailedWork[]> {
  const ofKind = async (kind: string): Promise<FailedWork[]> => {
    const { rows, filter } = packetKind(kind);
    const failed = await rows(collections)
      .find({ ...filter, state: 'failed' })
      .sort({ endedAt: -1 })
      .limit(LATEST)
      .lean();
    return failed.map(({ _id: row, failure, attempts, deaths, endedAt }) => ({
      kind,
      row,
      rule: failure?.rule ?? '',
      attempts,
      deaths,
      endedAt,
    }));
  };
  const all = (await Promise.all(Object.keys(PACKET_KINDS).map(ofKind))).flat();
  return all.toSorted((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0)).slice(0, LATEST);
}

/** Failed work is wanted once more. @returns whether there was such work */
export async function tryWorkAgain(
  { collections, queues }: { collections: Collections; queues: Pick<Queues, 'ensure'> },
  kind: string,
  row: string,
): Promise<boolean> {
  if (!Object.hasOwn(PACKET_KINDS, kind)) return false;
  const { rows, again } = packetKind(kind);
  const wanted = await wantAgain(rows(collections), row);
  if (wanted === null) return false;
  await again?.(collections, wanted);
  // Nobody waits for Redis: where it does not answer, reconcile finds the row.
  void queues.ensure([packetJob(kind, row)]).catch(() => undefined);
  return true;
}
