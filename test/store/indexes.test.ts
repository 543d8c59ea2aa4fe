import mongoose, { trusted } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#src/config.ts';
import { createApp } from '#src/create-app.ts';
import { applyIndexes, missingIndexes, modelsOn } from '#src/indexes.ts';
import { connectStore } from '#src/store/connect.ts';
import { submit } from '../machines/given.ts';
import { freshDatabase, services } from '../setup/database.ts';
import { sourcesUnder } from '../structure/sources.ts';
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
/** The indexes from before the schemas held them that are still used: installations have them under these names. */
const BEFORE: [string, mongoose.mongo.IndexSpecification, mongoose.mongo.CreateIndexesOptions][] = [
  ['transitions', { pending: 1 }, { partialFilterExpression: { pending: { $exists: true } } }],
  ['deliveries', { state: 1, availableAt: 1 }, {}],
  ['deadlines', { dueAt: 1 }, { partialFilterExpression: { state: 'pending' } }],
  ['deadlines', { closedAt: -1 }, { partialFilterExpression: { notable: true } }],
  ['hearings', { item: 1 }, {}],
  ['items', { state: 1, at: 1 }, {}],
  ['meetings', { organ: 1, date: 1 }, {}],
  ['fileBytes.chunks', { files_id: 1, n: 1 }, { unique: true }],
  ['people', { email: 1 }, { unique: true, name: 'email_unique' }],
  ['signInCodes', { purgeAt: 1 }, { expireAfterSeconds: 0, name: 'purgeAt_ttl' }],
  ['sessions', { purgeAt: 1 }, { expireAfterSeconds: 0, name: 'purgeAt_ttl' }],
  ['sessions', { person: 1, lastSeenAt: -1 }, { name: 'person_lastSeenAt' }],
  ['signInLimits', { purgeAt: 1 }, { expireAfterSeconds: 0, name: 'purgeAt_ttl' }],
];
/** Those that the schemas have gained since. */
const SINCE: [string, mongoose.mongo.IndexSpecification, 'unique'?][] = [
  ['deliveries', { 'effect.params.stream': 1, state: 1 }],
  ['items', { toIndex: 1 }],
  ['items', { readers: 1, at: -1, _id: -1 }],
  ['items', { 'context.origin.item': 1 }],
  ['items', { owner: 1, state: 1, at: 1 }],
  ['items', { 'context.coAuthors': 1 }],
  ['items', { waitsForOffice: 1, at: 1 }],
  ['items', { waitsForAnswerOf: 1, at: 1 }],
  ['meetings', { readers: 1, date: -1, _id: -1 }],
  ['meetings', { state: 1, date: 1 }],
  ['hearings', { readers: 1, closesAt: -1, _id: -1 }],
  ['hearings', { state: 1, closesAt: 1 }],
  ['drafts', { 'body.plan.organ': 1 }],
  ['heartbeats', { purgeAt: 1 }],
  ['editions', { 'missing.file': 1 }],
  ['editions', { state: 1, availableAt: 1 }],
  ['packetChecks', { dueAt: 1 }],
  ['packetOpenings', { day: 1 }],
  ['packetReads', { meeting: 1, at: -1 }],
  ['packetCopies', { state: 1, availableAt: 1 }],
  ['packetCopies', { expiresAt: 1 }],
  ['partialUploads', { purgeAt: 1 }],
  ['uploadPieces', { upload: 1, at: 1 }, 'unique'],
  ['uploadPieces', { purgeAt: 1 }],
  ['renditions', { state: 1, availableAt: 1 }],
  ['prints', { state: 1, availableAt: 1 }],
  ['searchRows', { words: 1, at: -1, item: -1 }],
  ['searchRows', { readers: 1, at: -1, item: -1 }],
  ['searchRows', { readers: 1, titleKey: 1, item: 1 }],
  ['searchRows', { item: 1 }],
  ['searchRows', { files: 1 }],
  ['workerTools', { purgeAt: 1 }],
  ['peopleEarlier', { row: 1, rev: -1 }],
  ['signInCodes', { request: 1, _id: -1 }],
  ['knownBrowsers', { purgeAt: 1 }],
  ['knownBrowsers', { person: 1 }],
  ['auditLog', { purgeAt: 1 }],
  ['auditLog', { kind: 1, _id: -1 }],
  ['auditLog', { person: 1, _id: -1 }],
];
const indexes = modelsOn(mongoose.createConnection()).flatMap(({ collection, schema }) =>
  schema.indexes().map(([key, options]) => ({ collection: collection.name, key, options })),
);
const unique = indexes.filter(({ options }) => options.unique === true);
const NONE = { unique: [], other: [] };

describe('the indexes of the schemas', () => {
  it('are made as often as anybody likes, and are then complete', async () => {
    expect(await applyIndexes(store.connection)).toBe(indexes.length);
    expect(await applyIndexes(store.connection)).toBe(indexes.length);
    expect(await missingIndexes(store.connection)).toEqual(NONE);
    for (const { collection, key } of indexes) {
      const present = (await store.connection.collection(collection).indexes()).map((index) => index.key);
      expect(present, collection).toContainEqual(key);
    }
  });

  it('are made by several processes at once', async () => {
    const others = await Promise.all([store.startProcess(), store.startProcess(), store.startProcess()]);
    await Promise.all(others.map(({ connection }) => applyIndexes(connection)));
    expect(await missingIndexes(store.connection)).toEqual(NONE);
  });

  it('are those that an installation from before the schemas has, and what came since: none of the old is made anew', async () => {
    const database = await freshDatabase();
    const connection = await connectStore(database.uri);
    for (const [collection, key, options] of BEFORE) await connection.collection(collection).createIndex(key, options);
    for (const collection of new Set(SINCE.map(([name]) => name))) await connection.createCollection(collection);
    const all = async () => {
      const names = [...new Set(indexes.map(({ collection }) => collection))].toSorted();
      return Promise.all(names.map(async (name) => [name, await connection.collection(name).indexes()] as const));
    };
    const before = await all();
    const added = (of: 'unique' | undefined) =>
      SINCE.filter(([, , unique]) => unique === of).map(([name, key]) => `${name} (${Object.keys(key).join(', ')})`);
    expect(await missingIndexes(connection)).toEqual({ unique: added('unique'), other: added(undefined) });
    await applyIndexes(connection);
    const isNew = (name: string, { key }: { key: object }) =>
      SINCE.some(([collection, own]) => collection === name && JSON.stringify(own) === JSON.stringify(key));
    const after = await all();
    expect(after.map(([name, there]) => [name, there.filter((index) => !isNew(name, index))])).toEqual(before);
    for (const model of modelsOn(connection)) {
      if (model.schema.indexes().length > 0) expect(await model.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
    }
    await connection.close();
    await database.drop();
  });

  it('leave those alone that no schema declares', async () => {
    await store.collections.items.collection.createIndex({ hash: 1 }, { name: 'an_operators_own' });
    await applyIndexes(store.connection);
    expect((await store.collections.items.listIndexes()).map(({ name }) => name)).toContain('an_operators_own');
    await store.collections.items.collection.dropIndex('an_operators_own');
  });

  it('say why each is there', () => {
    const declared = sourcesUnder('src').flatMap(({ text }) => text.match(/^.*\n.*\b\w+\.index\(\{/gm) ?? []);
    expect(declared).toHaveLength(indexes.length);
    for (const lines of declared) expect(lines).toMatch(/^\/\/ .{10,}\n/);
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
    await collection.createIndex(guard.key as mongoose.mongo.IndexSpecification);
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

describe('the index of the organs that drafts are planned for', () => {
  it('finds the drafts of an organ, and is used where the engine tells how it searched', async () => {
    const { drafts } = store.collections;
    const plan = (...organs: (string | null)[]) => organs.map((organ) => ({ kind: 'organ', organ, role: 'deciding' }));
    const draft = { rev: 1, savedAt: new Date(), savedBy: 'person-1' };
    await drafts.create([
      { ...draft, _id: 'item-planned', body: { plan: plan(null, 'organ-planned') } },
      { ...draft, _id: 'item-elsewhere', body: { plan: plan('organ-elsewhere') } },
    ]);
    const ofOrgan = () => drafts.find({ 'body.plan.organ': 'organ-planned' }, { _id: 1 }).lean();
    expect(await ofOrgan()).toEqual([{ _id: 'item-planned' }]);
    const how = JSON.stringify(
      await ofOrgan()
        .explain()
        .catch(() => null),
    );
    if (/IXSCAN|Index Scan/i.test(how) && !/COLLSCAN/i.test(how)) expect(how).toContain('body.plan.organ_1');
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
