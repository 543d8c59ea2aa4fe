import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import { driverOf } from '#src/model.ts';
import { differingProjections } from '#src/store/rebuild.ts';
import { CHAINED_FIELDS, hashRecord, type TransitionRecord } from '#src/store/record.ts';
import { firstBrokenLink } from '#src/store/verify.ts';
import { content, hash, LADDER_AND_ORGANS, organ, submit } from '../machines/given.ts';
import { newItemId, openStore, type Process, type Store } from './processes.ts';

let store: Store;
let processes: Process[];
beforeAll(async () => {
  store = await openStore();
  processes = [await store.startProcess(), await store.startProcess(), await store.startProcess({ relay: 'running' })];
});
afterAll(() => store.close());

const by = { person: 'person-boss', office: 'office-x', onBehalfOf: null };
/** Anything an outsider may think of, in season or out of season; `n` makes texts, steps and meetings differ. */
const events: ((n: number) => ItemEvent)[] = [
  (n) => submit(LADDER_AND_ORGANS, content(n % 3)),
  () => ({ type: 'recall' }),
  (n) => ({ type: 'approve', step: 'chief', round: 1 + (n % 3), version: hash(n % 3), by }),
  (n) => ({ type: 'approve', step: 'director', round: 1 + (n % 3), version: hash(n % 3), by }),
  (n) => ({ type: 'return', step: 'chief', round: 1 + (n % 3), version: hash(n % 3), by, reason: hash(9) }),
  (n) => ({ type: 'amend', version: hash(n % 3), weight: 'substantive', content: content((n + 1) % 3) }),
  () => ({ type: 'regret', step: 'chief' }),
  (n) => ({ type: 'list', meeting: `meeting-${n % 2}`, organ: 'OEK', part: 'agenda' }),
  () => ({ type: 'unlist' }),
  (n) => ({ type: 'extendRoute', steps: [organ(`more-${n}`, null)], recommendation: null }),
  () => ({ type: 'withdraw', reason: hash(9) }),
  () => ({ type: 'reopen' }),
];
/** Steps of a walk: which process sends which event, and whether it relays, sweeps or dies in between. */
const walk = fc.array(
  fc.record({
    process: fc.nat({ max: 2 }),
    event: fc.nat({ max: events.length - 1 }),
    n: fc.nat({ max: 11 }),
    afterwards: fc.constantFrom('nothing', 'nothing', 'flush', 'sweep', 'catchUp'),
  }),
  { minLength: 5, maxLength: 40 },
);

describe('after any walk of three processes over an item', () => {
  it('the chain is whole and the row is what a rebuild would write', async () => {
    await fc.assert(
      fc.asyncProperty(walk, async (steps) => {
        const item = newItemId();
        const at = (n: number) => processes[n] as Process;
        await at(0).born(item);
        // In volleys of four at a time, so that processes race each other.
        for (let from = 0; from < steps.length; from += 4) {
          await Promise.all(
            steps.slice(from, from + 4).map(async ({ process, event, n, afterwards }) => {
              await at(process)
                .send(item, (events[event] as (typeof events)[0])(n))
                .catch(() => undefined);
              if (afterwards === 'flush') await at(process).relay.flush();
              if (afterwards === 'sweep') await at(process).relay.sweep(0);
              if (afterwards === 'catchUp') await at(process).relay.catchUp(`${item}.1`);
            }),
          );
        }
        const chain = await store.chain(item);
        expect(firstBrokenLink(chain)).toBeNull();
        await Promise.all(processes.map(({ relay }) => relay.flush()));
        expect(await store.collections.items.findOne({ _id: item }).lean()).toMatchObject({ seq: chain.length });
      }),
      { numRuns: 25 },
    );
    expect(await differingProjections(store.collections)).toEqual([]);
    expect(firstBrokenLink(await store.collections.transitions.find().lean())).toBeNull();
  });
});

describe('a chain', () => {
  /** The stored chain of an item with all its kinds of fields: effects, an actor, a long context. */
  async function chain(): Promise<TransitionRecord[]> {
    const item = newItemId();
    const [process] = processes as [Process];
    await process.born(item);
    await process.send(item, submit());
    await process.send(item, { type: 'approve', step: 'chief', round: 1, version: hash(1), by });
    return store.chain(item);
  }

  it('survives the store: each record read back hashes to what it says', async () => {
    for (const record of await chain()) expect(hashRecord(record)).toBe(record.hash);
  });

  it('does not count the mark of the relay, which comes and goes', async () => {
    const records = await chain();
    await processes[0]?.relay.flush();
    const carried = await store.chain(records[0]?.stream ?? '');
    expect(carried.map(({ hash: own }) => own)).toEqual(records.map(({ hash: own }) => own));
    expect(firstBrokenLink(carried)).toBeNull();
  });

  it('changed by hand in any one field of any record is found, and the record named', async () => {
    const records = await chain();
    const stream = records[0]?.stream ?? '';
    for (const { seq } of records) {
      for (const field of CHAINED_FIELDS.filter((name) => name !== 'stream' && name !== 'seq')) {
        const before = await store.collections.transitions.findOne({ stream, seq }).lean();
        const forged = typeof before?.[field] === 'string' ? `${before[field]}x` : { forged: true };
        await driverOf(store.collections.transitions).updateOne({ stream, seq }, { $set: { [field]: forged } });
        expect(firstBrokenLink(await store.chain(stream)), `${field} of ${seq}`).toMatchObject({ stream, seq });
        await driverOf(store.collections.transitions).updateOne(
          { stream, seq },
          { $set: { [field]: before?.[field] } },
        );
      }
    }
    expect(firstBrokenLink(await store.chain(stream))).toBeNull();
  });

  it('changed deep inside a context or an effect, by an added or a removed field, is found', async () => {
    const changes: [string, unknown][] = [
      ['state.context.route.0.office', 'office-mine'],
      ['state.context.approvals.0.by.person', 'person-me'],
      ['state.context.extra', {}],
      ['effects.0.params.to.office', 'office-mine'],
      ['event.by.onBehalfOf', 'person-me'],
    ];
    for (const [path, value] of changes) {
      const records = await chain();
      const stream = records[0]?.stream ?? '';
      await driverOf(store.collections.transitions).updateOne({ stream, seq: 3 }, { $set: { [path]: value } });
      expect(firstBrokenLink(await store.chain(stream)), path).toMatchObject({ stream, seq: 3 });
    }
  });

  it('whose changed record was given a fitting hash breaks at the next one', async () => {
    const [first, second, third] = await chain();
    if (!first || !second || !third) return expect.fail('too short');
    const forged = { ...second, cause: 'forged' };
    const links = [first, { ...forged, hash: hashRecord(forged) }, third];
    expect(firstBrokenLink(links)).toMatchObject({ seq: 3 });
  });

  it('with a record taken out, put twice, or moved to another stream is found', async () => {
    const records = await chain();
    const [first, second, third] = records;
    if (!first || !second || !third) return expect.fail('too short');
    expect(firstBrokenLink([first, third])).toMatchObject({ seq: 3 });
    expect(firstBrokenLink([second, third])).toMatchObject({ seq: 2 });
    expect(firstBrokenLink([first, second, second, third])).toMatchObject({ seq: 2 });
    const moved = { ...second, stream: 'item-other' };
    expect(firstBrokenLink([first, moved, third])).not.toBeNull();
    expect(firstBrokenLink([third, first, second])).toBeNull();
  });
});
