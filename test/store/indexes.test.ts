import mongoose, { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#src/config.ts';
import { createApp } from '#src/create-app.ts';
import { applyIndexes, indexes, missingUniqueIndexes } from '#src/store/indexes.ts';
import { submit } from '../machines/given.ts';
import { services } from '../setup/database.ts';
import { newItemId, openStore, refusalOf, type Store } from './processes.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const configOf = (uri: string) =>
  readConfig({
    NODE_ENV: 'test',
    MONGODB_URI: uri,
    REDIS_URL: services().redisUrl,
    SMTP_URL: services().smtpUrl,
    PUBLIC_URL: 'http://127.0.0.1:1',
    SERVER_KEY: 'a1'.repeat(32),
    LOG_LEVEL: 'silent',
  });
const unique = indexes.filter(({ options }) => options?.unique === true);

describe('the list of indexes', () => {
  it('is applied as often as anybody likes, and is then complete', async () => {
    expect(await applyIndexes(store.connection)).toBe(indexes.length);
    expect(await applyIndexes(store.connection)).toBe(indexes.length);
    expect(await missingUniqueIndexes(store.connection)).toEqual([]);
    for (const { collection, key } of indexes) {
      const present = (await store.connection.collection(collection).indexes()).map((index) => index.key);
      expect(present, collection).toContainEqual(key);
    }
  });

  it('is applied by several processes at once', async () => {
    const others = await Promise.all([store.startProcess(), store.startProcess(), store.startProcess()]);
    await Promise.all(others.map(({ connection }) => applyIndexes(connection)));
    expect(await missingUniqueIndexes(store.connection)).toEqual([]);
  });

  it('says why each is there', () => {
    for (const { why } of indexes) expect(why.length).toBeGreaterThan(10);
  });
});

describe('a process', () => {
  it('starts on a store whose unique indexes are in place', async () => {
    const app = await createApp(configOf(store.uri));
    await app.close();
  });

  it('refuses to start where one is missing, and names it', async () => {
    expect(unique.length).toBeGreaterThan(0);
    for (const { collection, key } of unique) {
      const present = await store.connection.collection(collection).indexes();
      const name = present.find((index) => JSON.stringify(index.key) === JSON.stringify(key))?.name ?? '';
      await store.connection.collection(collection).dropIndex(name);
      expect(await refusalOf(createApp(configOf(store.uri)))).toMatchObject({
        code: 'indexes-missing',
        status: 503,
        details: { missing: [`${collection} (${Object.keys(key).join(', ')})`] },
      });
      await applyIndexes(store.connection);
    }
    const app = await createApp(configOf(store.uri));
    await app.close();
  });

  it('refuses to start where an index of the same fields does not guard uniqueness', async () => {
    const [guard] = unique;
    if (guard === undefined) return expect.fail('there is no unique index');
    const collection = store.connection.collection(guard.collection);
    const name = (await collection.indexes()).find(
      ({ key }) => JSON.stringify(key) === JSON.stringify(guard.key),
    )?.name;
    await collection.dropIndex(name ?? '');
    await collection.createIndex(guard.key);
    expect(await refusalOf(createApp(configOf(store.uri)))).toMatchObject({ code: 'indexes-missing' });
    await collection.dropIndex(
      (await collection.indexes()).find(({ key }) => JSON.stringify(key) === JSON.stringify(guard.key))?.name ?? '',
    );
    await applyIndexes(store.connection);
  });

  it('refuses an empty database', async () => {
    const url = new URL(store.uri);
    url.pathname = `${url.pathname}_empty`;
    expect(await refusalOf(createApp(configOf(url.href)))).toMatchObject({ code: 'indexes-missing' });
    const connection = await mongoose.createConnection(url.href).asPromise();
    await connection.dropDatabase();
    await connection.close();
  });
});

describe('the index of what is pending', () => {
  it('finds what the relay has left, oldest first, and forgets what it has carried', async () => {
    const process = await store.startProcess();
    const item = newItemId();
    await process.born(item);
    await process.send(item, submit());
    const pending = () =>
      store.collections.transitions
        .find({ stream: item, pending: trusted({ $lt: new Date(Date.now() + 1_000) }) })
        .sort({ pending: 1 })
        .lean();
    expect((await pending()).map(({ seq }) => seq)).toEqual([1, 2]);
    await process.relay.flush();
    expect(await pending()).toEqual([]);
  });

  it('holds only what is pending, and is used where the engine tells how it searched', async () => {
    const [partial] = (await store.collections.transitions.listIndexes()).filter(
      ({ key }) => JSON.stringify(key) === '{"pending":1}',
    );
    expect(partial?.partialFilterExpression).toEqual({ pending: { $exists: true } });
    const plan = JSON.stringify(
      await store.collections.transitions
        .find({ pending: trusted({ $lt: new Date() }) })
        .sort({ pending: 1 })
        .limit(500)
        .explain()
        .catch(() => null),
    );
    // Engines word their plans differently, and small tables may be read whole: only a plan that names an index says something.
    if (/IXSCAN/i.test(plan) && !/COLLSCAN/i.test(plan)) expect(plan).toContain('pending_1');
  });
});
