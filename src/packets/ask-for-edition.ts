/** Asks for an edition of a packet as it should be now: makes its document, has its bilag prepared, and adds the job that builds it. */

import { jobsOf, packetJob } from '#src/queue/packet.ts';
import type { Queues } from '#src/queue/queues.ts';
import { renditionsOf, wantRenditions } from '#src/renditions/rendition-rows.ts';
import { dropEdition, requestEdition } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { type PacketDocumentDeps, packetDocument } from './content/packet-document.ts';
import type { PacketDocument } from './document.ts';
import { type PacketOf, scopeKey } from './packets-wanted.ts';

/** Raised where the same document is to become other bytes. */
const PACKET_RECIPE = 2;

export type AskDeps = PacketDocumentDeps & { queues: Pick<Queues, 'add' | 'ensure' | 'remove'> };

export interface Asking {
  /** Who asks; null where it follows from what happened to the meeting. */
  by: string | null;
  /** The number of the meeting's last transition when its state was read. */
  asOf: number;
}

/** What follows from changes to an agenda that is still open is built together with those that come soon after. */
const DRAFT_REST_MS = 10_000;

/**
 * @returns the edition, built or on its way: of many who ask for the same all get the same
 * @throws Refusal of `packetDocument`; what the store throws
 */
export async function askForEdition(
  deps: AskDeps,
  meeting: string,
  { scope, variant }: PacketOf,
  { by, asOf }: Asking,
): Promise<Edition> {
  const document = await packetDocument(deps, { meeting, scope, variant });
  const bilag = filesOf(document);
  const hash = await deps.contents.put(document);
  // The n-th bilag of any packet has priority n, so that a big one does not keep others waiting.
  await wantRenditions(deps, 'prepare', bilag, { priorityOf: (n) => n + 1 });
  const edition = await requestEdition(
    deps.collections,
    { meeting, scope: scopeKey(scope), variant },
    { document: hash, recipe: PACKET_RECIPE, bilag, asOf },
    { by, restMs: variant === 'draft' && by === null ? DRAFT_REST_MS : 0, hasMore: (row) => hasMore(deps, row) },
  );
  if (edition.state === 'wanted') await addJob(deps, edition);
  return edition;
}

/** The files of the bilag, each once, in their order. */
export const filesOf = ({ items }: PacketDocument): string[] => [
  ...new Set(items.flatMap(({ bilag }) => bilag.flatMap(({ file }) => file?.hash ?? []))),
];

/** A file that had failed when the edition was built may have a rendition by now. */
async function hasMore({ collections }: Pick<AskDeps, 'collections'>, { missing }: Edition): Promise<boolean> {
  const failed = missing.flatMap(({ file }) => file ?? []);
  const renditions = await renditionsOf({ collections }, 'prepare', failed);
  return [...renditions.values()].some(({ state }) => state === 'done');
}

/** The row is what counts: a job that cannot be added now is added when the store is next compared with the queues. */
async function addJob({ collections, queues }: Pick<AskDeps, 'collections' | 'queues'>, edition: Edition) {
  const jobs = await jobsOf(collections, 'build', [edition]);
  await queues.ensure(jobs).catch(() => undefined);
}

/** Calls an edition off: its row first, then what of its jobs has not begun. @returns whether there was something to call off */
export async function callOffEdition(
  { collections, queues }: Pick<AskDeps, 'collections' | 'queues'>,
  id: string,
): Promise<boolean> {
  const dropped = await dropEdition(collections, id);
  // A job that has begun, or that cannot be reached now, finds that its row is not wanted any more.
  if (dropped) await queues.remove([packetJob('build', id)]).catch(() => undefined);
  return dropped;
}
