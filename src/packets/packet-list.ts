/** The packets of a meeting as a reader may see them: what stands, what is on its way, and what can be fetched. */
import type { MeetingContext } from '#machines/meeting/context.ts';
import type { MachineState } from '#machines/run.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { isSecretariat } from '#src/policies/roles.ts';
import { editionsOf } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import type { PacketChange } from './changes.ts';
import { isStamped } from './copies.ts';
import { mayReadEdition, wasSent } from './may-read-packet.ts';
import { packetsWanted, scopeKey } from './packets-wanted.ts';
import { type PacketProgress, packetProgress } from './progress.ts';

type Deps = Pick<CommandDeps, 'collections' | 'contents' | 'directory'>;

export interface PacketEntry {
  /** `scopeKey`. */
  scope: string;
  variant: 'members' | 'public' | 'draft';
  /** The newest edition that the reader may fetch; null where there is none. */
  edition: ReadyEdition | null;
  /** What is being built, or could not be; for the secretariat alone, null where the newest edition is ready. */
  underway: {
    id: string;
    edition: number;
    state: Edition['state'];
    step: string | null;
    progress: PacketProgress | null;
    failure: Edition['failure'];
  } | null;
}

export interface ReadyEdition {
  id: string;
  edition: number;
  pages: number;
  /** Bytes. */
  size: number;
  sha256: string;
  manifest: string;
  /** ISO instant by the wall clock. */
  builtAt: string;
  /** Whether its readers have it. */
  sent: boolean;
  /** Whether its reader gets a copy with their name on it. */
  stamped: boolean;
  missing: Edition['missing'];
  faults: NonNullable<Edition['faults']>;
  changes: PacketChange[];
}

/** @param meeting as it stands; that the reader may read it has been judged */
export async function packetList(
  deps: Deps,
  actor: Actor,
  meeting: MachineState<MeetingContext>,
): Promise<PacketEntry[]> {
  const rows = await editionsOf(deps.collections, meeting.context.meeting);
  const wanted = packetsWanted(meeting.context).map(({ scope, variant }) => ({ scope: scopeKey(scope), variant }));
  const entries = wanted.map(async ({ scope, variant }) => {
    const own = rows.filter((row) => row.scope === scope && row.variant === variant);
    const [edition, underway] = await Promise.all([
      newestReadable(deps, { actor, meeting }, own),
      isSecretariat(actor) ? underwayOf(deps, own) : null,
    ]);
    return { scope, variant, edition, underway };
  });
  const all = await Promise.all(entries);
  return isSecretariat(actor) ? all : all.filter(({ edition }) => edition !== null);
}

/** The secretariat has the newest that is built; its readers have the newest that was sent. */
async function newestReadable(
  deps: Deps,
  reader: { actor: Actor; meeting: MachineState<MeetingContext> },
  rows: readonly Edition[],
): Promise<ReadyEdition | null> {
  const { context } = reader.meeting;
  const runs = isSecretariat(reader.actor);
  const built = rows.filter(({ state }) => state === 'done');
  for (const row of runs ? built : built.filter((each) => wasSent(context, each) || each.variant === 'draft')) {
    if (!(await mayReadEdition(deps, reader, row))) continue;
    return readyEdition(context, row, isStamped(await deps.directory.current(), context.organ, row));
  }
  return null;
}

const readyEdition = (context: MeetingContext, row: Edition, stamped: boolean): ReadyEdition => ({
  id: row._id,
  edition: row.edition,
  pages: row.pages ?? 0,
  size: row.size ?? 0,
  sha256: row.file ?? '',
  manifest: row.manifest ?? '',
  builtAt: (row.endedAt ?? row.wantedAt).toISOString(),
  sent: wasSent(context, row),
  stamped,
  missing: row.missing,
  faults: row.faults ?? [],
  changes: row.changes as PacketChange[],
});

async function underwayOf(deps: Deps, rows: readonly Edition[]): Promise<PacketEntry['underway']> {
  const [newest] = rows;
  if (newest === undefined || newest.state === 'done') return null;
  const { _id: id, edition, state, step, failure } = newest;
  return {
    id,
    edition,
    state,
    step,
    failure,
    progress: state === 'wanted' ? await packetProgress(deps, newest) : null,
  };
}
