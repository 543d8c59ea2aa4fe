/** Several processes of the service on one store: each with its own connection, cache and relay, as in production. */
import { afterAll } from 'vitest';
import type { ItemContext } from '#machines/agenda-item/context.ts';
import { type MachineEvent, type MachineName, machines } from '#machines/run.ts';
import type { Clock } from '#src/clock.ts';
import { systemClock } from '#src/clock.ts';
import { isRefusal, type Refusal } from '#src/errors.ts';
import { applyIndexes } from '#src/indexes.ts';
import { type Collections, collectionsOf } from '#src/store/collections.ts';
import { type Command, type Committed, createCommit } from '#src/store/commit.ts';
import { connectStore } from '#src/store/connect.ts';
import { createContents } from '#src/store/contents.ts';
import { readHead } from '#src/store/read-stream.ts';
import type { TransitionRecord } from '#src/store/record.ts';
import { createRelay } from '#src/store/relay.ts';
import { freshDatabase } from '../setup/database.ts';

/** A relay with this pause never runs by itself within a test. */
const NEVER_MS = 2_000_000_000;

export async function openStore() {
  const database = await freshDatabase();
  const connection = await connectStore(database.uri);
  await applyIndexes(connection);
  const closing: (() => Promise<void>)[] = [];

  /** One more process. Its relay stands still unless `relay` says otherwise; `added` are the keys it has added jobs for. */
  async function startProcess({
    relay = 'stopped',
    clock = systemClock as Clock,
    through = (collections: Collections) => collections,
  } = {}) {
    const own = await connectStore(database.uri);
    const collections = through(collectionsOf(own));
    const contents = createContents(collections);
    const added: string[] = [];
    const committed: TransitionRecord[] = [];
    const carrier = createRelay({
      collections,
      addJobs: async (effects) => void added.push(...effects.map(({ key }) => key)),
      onError: () => {},
      intervalMs: relay === 'running' ? 5 : NEVER_MS,
    });
    const commit = createCommit({
      collections,
      contents,
      clock,
      onCommitted(record) {
        committed.push(record);
        carrier.took(record);
      },
    });
    closing.push(() => own.close());
    let counter = 0;
    const send = (
      stream: string,
      event: MachineEvent,
      more: Partial<Omit<Command, 'stream' | 'decide'>> = {},
    ): Promise<Committed> => {
      counter += 1;
      const actor =
        more.origin === 'system'
          ? ({ kind: 'system', part: 'test' } as const)
          : ({ kind: 'person', person: 'person-1', office: null, onBehalfOf: null } as const);
      const cause = `cause-${counter}-${Math.random().toString(36).slice(2)}`;
      return commit({ stream, origin: 'people', cause, ...more, decide: () => ({ event, actor }) });
    };
    const born = (item: string, more: Partial<Command> = {}) =>
      send(
        item,
        { type: 'create', item, itemType: 'decision', owner: 'person-1' },
        { origin: 'birth', cause: 'birth', ...more },
      );
    return { collections, contents, commit, relay: carrier, added, committed, send, born, connection: own };
  }

  const collections = collectionsOf(connection);
  return {
    connection,
    collections,
    uri: database.uri,
    startProcess,
    head: (stream: string) => readHead(collections, stream),
    context: async (stream: string) => (await readHead(collections, stream))?.state.context as ItemContext,
    chain: (stream: string) => collections.transitions.find({ stream }).sort({ seq: 1 }).lean(),
    /** How many documents there are of each kind: equal before and after means that nothing was stored. */
    async counts(): Promise<Record<string, number>> {
      const names = (await connection.db?.listCollections().toArray()) ?? [];
      const counted = names.map(async ({ name }) => [
        name,
        (await connection.collection(name).find().toArray()).length,
      ]);
      return Object.fromEntries(await Promise.all(counted));
    },
    async close() {
      for (const close of closing) await close();
      await connection.close();
      await database.drop();
    },
  };
}
export type Store = Awaited<ReturnType<typeof openStore>>;
export type Process = Awaited<ReturnType<Store['startProcess']>>;

/** The refusal that the work must end in. */
export async function refusalOf(work: Promise<unknown>): Promise<Pick<Refusal, 'code' | 'status' | 'details'>> {
  const error = await work.then(
    (value) => new Error(`not refused, but answered ${JSON.stringify(value)}`),
    (caught: unknown) => caught,
  );
  if (!isRefusal(error)) throw error;
  const { code, status, details } = error;
  return { code, status, details };
}

/** Runs `work` as a release in which a machine has another version number. */
export async function withMachineVersion<T>(name: MachineName, version: number, work: () => Promise<T>): Promise<T> {
  const before = machines[name].version;
  machines[name].version = version;
  try {
    return await work();
  } finally {
    machines[name].version = before;
  }
}

let items = 0;
/** An id that no other test of the file uses. */
export function newItemId(): string {
  items += 1;
  return `item-${items}`;
}

/** A store of the file's own with two processes on it, closed when the file's tests are over. */
export async function twoProcesses(): Promise<{ store: Store; one: Process; other: Process }> {
  const store = await openStore();
  afterAll(() => store.close());
  return { store, one: await store.startProcess(), other: await store.startProcess() };
}
