import { describe, expect, it } from 'vitest';
import { driverOf } from '#src/model.ts';
import { hashJson } from '#src/store/record.ts';
import { content, submit } from '../machines/given.ts';
import { newItemId, twoProcesses } from './processes.ts';

const { store, one, other } = await twoProcesses();

describe('content documents', () => {
  it('are stored before the transition that names them', async () => {
    const process = await store.startProcess();
    const item = newItemId();
    await process.born(item);
    const document = { kind: 'item', content: { title: 'Plan' } };
    const transitions = driverOf(process.collections.transitions);
    const insertOne = transitions.insertOne.bind(transitions);
    let storedBefore: unknown = null;
    transitions.insertOne = async (...args) => {
      storedBefore = await store.collections.contents.findOne({ _id: hashJson(document) }).lean();
      return insertOne(...args);
    };
    await process.send(item, submit(undefined, content(1, { hash: hashJson(document) })), { documents: [document] });
    expect(storedBefore).toMatchObject({ _id: hashJson(document), body: document });
    expect(await other.contents.read(hashJson(document))).toEqual(document);
  });

  it('keep empty objects, empty lists, null and field order: what is read hashes as what was put', async () => {
    const bodies = [
      { empty: {}, list: [], nothing: null, nested: { a: [{}, [], null, { b: {} }] }, text: '', zero: 0, no: false },
      { z: 1, a: { $set: 'ikke en operator', 'punkt.um': 1 }, æ: 'øå', 'å é': ['\u0000', '\u2028', '🏛'] },
      { numbers: [0, 1e21, 1e-7, 0.1, 9007199254740991, -1.5] },
      [],
      {},
      null,
      'tekst',
    ];
    for (const body of bodies) {
      const key = await one.contents.put(body);
      const [stored] = await store.collections.contents.find({ _id: key }).lean();
      expect(hashJson(stored?.body), JSON.stringify(body)).toBe(key);
      expect(await other.contents.read(key)).toEqual(JSON.parse(JSON.stringify(body)));
    }
  });

  it('are stored once by twenty who store the same at the same time', async () => {
    const body = { kind: 'reason', text: 'samtidig' };
    const keys = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : other).contents.put(body)),
    );
    expect(new Set(keys)).toEqual(new Set([hashJson(body)]));
    expect(await store.collections.contents.find({ _id: hashJson(body) }).lean()).toHaveLength(1);
  });

  it('that are erased are gone for readers, and the chain that names them stays whole', async () => {
    const body = { kind: 'reason', text: 'personnummer ved en fejl' };
    const key = await one.contents.put(body);
    const erased = { at: new Date(), reason: 'personnummer' };
    await store.collections.contents.updateOne({ _id: key }, { $set: { body: null, erased } });
    expect(await other.contents.read(key)).toBeUndefined();
  });
});
