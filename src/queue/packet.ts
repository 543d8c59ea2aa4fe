/**
 * The queue `packet`: work on files, which takes seconds or minutes and may kill the process that does it. It is done by processes of
 * their own (BullMQ's sandboxed processors), one for each job at a time. Which work is wanted, and what became of it, is in the store.
 */
import type { FileStore } from '#src/files/file-store.ts';
import type { CleanFragment } from '#src/renditions/fragment-step.ts';
import { readText } from '#src/renditions/ocr/read-text.ts';
import { prepare } from '#src/renditions/prepare.ts';
import { type PdfOfFragment, preview } from '#src/renditions/preview.ts';
import type { Rendering } from '#src/renditions/rendering.ts';
import {
  BEHIND_ALL,
  fileOf,
  previewPriority,
  previewRestMs,
  type Recipe,
  renditionId,
  renditionsOf,
} from '#src/renditions/rendition-rows.ts';
import type { Collections } from '#src/store/collections.ts';
import type { Contents } from '#src/store/contents.ts';
import type { Edition } from '#src/store/models/edition.ts';
import type { PacketCopy } from '#src/store/models/packet-copy.ts';
import type { Print } from '#src/store/models/print.ts';
import type { Rendition } from '#src/store/models/rendition.ts';
import { wantChecksOfMissing } from '#src/store/packet-checks.ts';
import { wantIndexedOfFile } from '#src/store/search-wants.ts';
import { dueWork, type Work, type WorkRows, workRows } from '#src/store/work.ts';
import type { NewJob } from './queues.ts';

/** What the work is given: the parts of its process, and what is its own while it is done. */
export interface PacketDeps {
  collections: Collections;
  contents: Contents;
  files: FileStore;
  cleanFragment: CleanFragment;
  pdfOfFragment: PdfOfFragment;
  /** Puts an edition together: what that takes is known elsewhere. @returns the fields of its row */
  build(run: PacketRun, edition: Edition): Promise<Partial<Edition>>;
  /** Writes a reader's copy of an edition. @returns the fields of its row */
  copy(run: PacketRun, copy: PacketCopy): Promise<Partial<PacketCopy>>;
}
export type PacketRun = Pick<Rendering, 'folder' | 'atStep'>;

/** A kind of work, with its rows in the store. */
export interface PacketKind {
  rows(collections: Collections): WorkRows;
  /** Which of those rows are of this kind. */
  filter: Readonly<Record<string, string>>;
  /** BullMQ's priority of its jobs: none goes before every priority, and what somebody looks at has none. */
  priority?: number;
  /** As many at most are done at the same time by all workers together; what takes minutes leaves room for the rest. */
  atOnce?: number;
  /**
   * Does the work of a row.
   * @returns the fields that the row gets
   * @throws RenditionFailed where no further try will help; anything else is tried again
   */
  act(deps: PacketDeps & PacketRun, row: Work): Promise<Record<string, unknown>>;
  /** The rows of other kinds that have to be over first, of each row by its id; nothing where left out. */
  after?(collections: Collections, rows: readonly Omit<Work, 'state'>[]): Promise<Map<string, NewJob[]>>;
  /** What there is to do once the row says what came of it. */
  done?(collections: Collections, row: Work): Promise<void>;
  /** What depends on failed work that is wanted once more. */
  again?(collections: Collections, row: Work): Promise<void>;
  /** The job of the work that follows from a job that is done. Where its row has failed, that job finds nothing to do. */
  next?(done: Pick<Work, '_id' | 'priority'>): NewJob;
}

const recipe = (
  name: Recipe,
  act: (deps: PacketDeps & PacketRun, row: Rendition) => Promise<Partial<Rendition>>,
  kind: Omit<PacketKind, 'rows' | 'filter' | 'act'> = {},
): PacketKind => ({
  rows: ({ renditions }) => workRows(renditions),
  filter: { recipe: name },
  act: (deps, row) => act(deps, row as Rendition),
  ...kind,
});

/** Every kind there is, by the name of its jobs. */
export const PACKET_KINDS: Readonly<Record<string, PacketKind>> = {
  prepare: recipe('prepare', prepare, {
    again: (collections, row) => wantChecksOfMissing(collections, (row as Rendition).file),
    next: (done) => ({
      ...packetJob('preview', renditionId('preview', fileOf(done))),
      priority: previewPriority(done),
      delay: previewRestMs(done),
    }),
  }),
  preview: recipe('preview', preview, {
    priority: 1,
    done: (collections, row) => wantIndexedOfFile(collections, (row as Rendition).file),
  }),
  ocr: recipe('ocr', readText, { priority: BEHIND_ALL, atOnce: 1 }),
  print: {
    rows: ({ prints }) => workRows(prints),
    filter: {},
    // Loaded with the first paper: what that takes (the machines' words, Typst) is nothing to a process that prepares bilag.
    async act(deps, row) {
      const { print } = await import('#src/prints/print.ts');
      return print(deps, row as Print);
    },
  },
  build: {
    rows: ({ editions }) => workRows(editions),
    filter: {},
    act: ({ build, folder, atStep }, row) => build({ folder, atStep }, row as Edition),
    after: (collections, rows) => unprepared(collections, rows as Edition[]),
  },
  copy: {
    rows: ({ packetCopies }) => workRows(packetCopies),
    filter: {},
    act: ({ copy, folder, atStep }, row) => copy({ folder, atStep }, row as PacketCopy),
  },
};

/** For each edition the preparations of its bilag that are not over, the n-th with priority n. */
async function unprepared(collections: Collections, editions: readonly Edition[]): Promise<Map<string, NewJob[]>> {
  const files = editions.flatMap(({ bilag }) => bilag);
  const renditions = await renditionsOf({ collections }, 'prepare', files);
  const jobsOf = ({ bilag }: Edition): NewJob[] =>
    bilag
      .flatMap((file) => renditions.get(file) ?? [])
      .filter(({ state }) => state === 'wanted')
      .map(({ _id }, n) => ({ queue: 'packet', name: 'prepare', id: _id, priority: n + 1 }));
  return new Map(editions.map((edition) => [edition._id, jobsOf(edition)]));
}

/** @throws Error where there is no such kind */
export function packetKind(name: string): PacketKind {
  const kind = Object.hasOwn(PACKET_KINDS, name) ? PACKET_KINDS[name] : undefined;
  if (kind === undefined) throw new Error(`${name} is no work of this queue`);
  return kind;
}

export const packetJob = (name: string, id: string): NewJob => ({
  queue: 'packet',
  name,
  id,
  priority: packetKind(name).priority,
});

/** The jobs of rows of one kind, each with those that have to be over first. @throws what the store throws */
export async function jobsOf(
  collections: Collections,
  name: string,
  rows: readonly Omit<Work, 'state'>[],
): Promise<NewJob[]> {
  const after = await packetKind(name).after?.(collections, rows);
  return rows.map(({ _id, priority }) => ({
    ...packetJob(name, _id),
    ...(priority > 0 ? { priority } : {}),
    ...(after === undefined ? {} : { after: after.get(_id) ?? [] }),
  }));
}

/**
 * The jobs of all work that is due and that nobody does, longest waiting first of each kind.
 * @param limit of each kind
 * @param waitedMs only what has been due for so long
 */
export async function packetJobsDue(collections: Collections, limit: number, waitedMs = 0): Promise<NewJob[]> {
  const due = Object.entries(PACKET_KINDS).map(async ([name, { rows, filter }]) => {
    const waiting = await dueWork(rows(collections), filter, limit, waitedMs);
    return jobsOf(collections, name, waiting);
  });
  return (await Promise.all(due)).flat();
}

/** Since when the oldest piece of work has been due that nobody does yet; undefined where there is none. */
export async function oldestPacketWork(collections: Collections): Promise<Date | undefined> {
  const oldest = Object.values(PACKET_KINDS).map(({ rows, filter }) => dueWork(rows(collections), filter, 1));
  const times = (await Promise.all(oldest)).flat().map(({ availableAt }) => availableAt.getTime());
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}
