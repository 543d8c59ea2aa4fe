import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { collectionsOf } from '#src/store/collections.ts';
import { createCommit } from '#src/store/commit.ts';
import { connectStore } from '#src/store/connect.ts';
import { createContents } from '#src/store/contents.ts';
import { createRelay } from '#src/store/relay.ts';
import { isStoreUnavailable } from '#src/store/unavailable.ts';
import { submit } from '../machines/given.ts';
import { newItemId, openStore, type Process, refusalOf, type Store } from './processes.ts';

/** A wire to the store that is cut when a command passes: before it arrives, or after it was done and before its reply. */
async function openWire(uri: string) {
  const target = new URL(uri);
  const there = { host: target.hostname, port: Number(target.port) };
  const sockets = new Set<Socket>();
  let cut: { command: string; collection: string; when: 'before' | 'after' } | null = null;
  const server: Server = createServer((client) => {
    const store = connect(there);
    for (const socket of [client, store]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    let deaf = false;
    const hangUp = () => {
      client.destroy();
      store.destroy();
    };
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (cut !== null && text.includes(`${cut.command}\0`) && text.includes(`${cut.collection}\0`)) {
        const { when } = cut;
        cut = null;
        if (when === 'before') return hangUp();
        deaf = true;
      }
      store.write(chunk);
    });
    store.on('data', (chunk) => (deaf ? hangUp() : client.write(chunk)));
    client.on('close', () => store.destroy());
    store.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  target.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    uri: target.href,
    /** Cuts the wire once, at the next such command. */
    cutAt(command: string, collection: string, when: 'before' | 'after') {
      cut = { command, collection, when };
    },
    get isArmed() {
      return cut !== null;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let store: Store;
let sound: Process;
let wire: Awaited<ReturnType<typeof openWire>>;
let far: Awaited<ReturnType<typeof farProcess>>;

/** A process whose every word to the store goes over the wire. */
async function farProcess() {
  const connection = await connectStore(wire.uri);
  const collections = collectionsOf(connection);
  const relay = createRelay({ collections, addJobs: async () => {}, onError: () => {}, intervalMs: 2_000_000_000 });
  const commit = createCommit({
    collections,
    contents: createContents(collections),
    clock: systemClock,
    onCommitted: (record) => relay.took(record),
  });
  const send = (stream: string, cause: string) =>
    commit({
      stream,
      origin: 'people',
      cause,
      documents: [{ kind: 'reason', text: `${stream} ${cause}` }],
      decide: () => ({
        event: submit(),
        actor: { kind: 'person', person: 'person-1', office: null, onBehalfOf: null },
      }),
    });
  return { connection, collections, relay, send };
}

beforeAll(async () => {
  store = await openStore();
  sound = await store.startProcess();
  wire = await openWire(store.uri);
  far = await farProcess();
});
afterEach(() => expect(wire.isArmed, 'the wire was never cut').toBe(false));
afterAll(async () => {
  await far.connection.close();
  await wire.close();
  await store.close();
});

async function draft(): Promise<string> {
  const item = newItemId();
  await sound.born(item);
  await sound.relay.flush();
  return item;
}
const ledgerOf = (item: string) => store.collections.deliveries.find({ stream: item }).lean();

describe('a wire to the store that is cut', () => {
  it.each(['before', 'after'] as const)('%s the insert is 503, and the repetition is one transition', async (when) => {
    const item = await draft();
    wire.cutAt('insert', 'transitions', when);
    expect(await refusalOf(far.send(item, 'press'))).toMatchObject({ code: 'store-unavailable', status: 503 });
    expect(await far.send(item, 'press')).toMatchObject({ seq: 2, replayed: when === 'after' });
    expect(await store.chain(item)).toHaveLength(2);
    await far.relay.flush();
    await sound.relay.sweep(0);
    expect(await ledgerOf(item)).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    '%s a document is stored is 503, and the repetition stores it',
    async (when) => {
      const item = await draft();
      wire.cutAt('insert', 'contents', when);
      expect(await refusalOf(far.send(item, 'press'))).toMatchObject({ status: 503 });
      expect(await store.chain(item)).toHaveLength(1);
      expect(await far.send(item, 'press')).toMatchObject({ seq: 2 });
      await far.relay.flush();
    },
  );

  it.each([
    ['insert', 'deliveries', 'before'],
    ['insert', 'deliveries', 'after'],
    ['update', 'items', 'before'],
    ['update', 'items', 'after'],
    ['update', 'transitions', 'before'],
    ['update', 'transitions', 'after'],
  ] as const)(
    'at the %s of %s, %s it is done, costs the relay a second try and nothing else',
    async (command, collection, when) => {
      const item = await draft();
      await far.send(item, 'press');
      wire.cutAt(command, collection, when);
      await far.relay.flush();
      await far.relay.flush();
      expect(await ledgerOf(item)).toHaveLength(1);
      expect(await store.collections.items.findOne({ _id: item }).lean()).toMatchObject({ seq: 2 });
      expect((await store.head(item))?.pending).toBeUndefined();
    },
  );

  it('at the first row of a new item leaves no item without a row', async () => {
    const item = newItemId();
    const before = far.relay.lag();
    expect(before).toBe(0);
    await sound.born(item);
    const [record] = await store.chain(item);
    if (record) far.relay.took(record);
    wire.cutAt('insert', 'items', 'before');
    await far.relay.flush();
    await far.relay.flush();
    expect(await store.collections.items.findOne({ _id: item }).lean()).toMatchObject({ seq: 1 });
  });

  it('is an error that is known for what it is, whichever operation met it', async () => {
    const { items } = far.collections;
    const row = {
      _id: 'item-x',
      seq: 1,
      hash: 'x',
      state: 'draft',
      context: {},
      at: '2023-11-01',
      owner: 'x',
    } as never;
    const operations: [string, () => Promise<unknown>][] = [
      ['find', () => items.findOne({ _id: 'item-x' }).lean()],
      ['insert', () => items.insertOne(row)],
      ['insert', () => items.insertMany([row])],
      ['update', () => items.updateOne({ _id: 'item-x' }, { $set: { seq: 2 } })],
      ['update', () => items.bulkWrite([{ updateOne: { filter: { _id: 'item-x' }, update: { $set: { seq: 2 } } } }])],
      ['delete', () => items.deleteMany({ _id: 'item-x' })],
      ['aggregate', () => items.countDocuments({ _id: 'item-x' })],
    ];
    for (const [command, operation] of operations) {
      wire.cutAt(command, 'items', 'before');
      const error = await operation().then(
        () => null,
        (caught: unknown) => caught,
      );
      // A read is tried again by the driver itself.
      if (error !== null) expect(isStoreUnavailable(error), `${command}: ${error}`).toBe(true);
      else expect(['find', 'aggregate']).toContain(command);
    }
    await store.collections.items.deleteMany({ _id: 'item-x' });
  });

  it('is known also in the words of the system, which the driver at times passes on as they are', () => {
    const error = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
    expect(isStoreUnavailable(error)).toBe(true);
  });

  it('is not what a duplicate key or a mistake of ours looks like', async () => {
    wire.cutAt('find', 'items', 'before');
    await far.collections.items
      .findOne({ _id: 'item-x' })
      .lean()
      .catch(() => undefined);
    const item = await draft();
    const [record] = await store.chain(item);
    const duplicate = await store.collections.transitions.insertOne(record as never).catch((error: unknown) => error);
    expect(isStoreUnavailable(duplicate)).toBe(false);
    const mistaken = await store.collections.items.updateOne({}, { $nonsense: 1 } as never).catch((error) => error);
    expect(isStoreUnavailable(mistaken)).toBe(false);
    expect(isStoreUnavailable(new TypeError('x is not a function'))).toBe(false);
    expect(isStoreUnavailable(null)).toBe(false);
  });
});
