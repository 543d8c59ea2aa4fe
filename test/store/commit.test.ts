import { describe, expect, it } from 'vitest';
import { machines } from '#machines/run.ts';
import { fixedClock } from '#src/clock.ts';
import { forbidden } from '#src/errors.ts';
import { driverOf } from '#src/model.ts';
import { MAX_CONTEXT_BYTES } from '#src/store/commit.ts';
import { firstBrokenLink } from '#src/store/verify.ts';
import { approval, content, hash, LADDER_AND_ORGANS, organ, submit } from '../machines/given.ts';
import { newItemId, refusalOf, twoProcesses, withMachineVersion } from './processes.ts';

const { store, one, other } = await twoProcesses();

/** An item before its first approver, made by process `one`. */
async function submitted(): Promise<string> {
  const item = newItemId();
  await one.born(item);
  await one.send(item, submit());
  return item;
}
const approve = { type: 'approve', step: 'chief', round: 1, version: hash(1) } as const;
const by = { person: 'person-boss', office: 'office-chief', onBehalfOf: null };

describe('the unique _id', () => {
  it('has one winner under twenty racers for the same sequence number, round after round', async () => {
    const item = await submitted();
    const [template] = (await store.chain(item)).slice(-1);
    if (template === undefined) return expect.fail('no transition');
    for (let seq = 3; seq < 23; seq++) {
      const racers = Array.from({ length: 20 }, (_, racer) =>
        (racer % 2 === 0 ? one : other).collections.transitions
          .insertOne({ ...template, _id: `${item}.${seq}`, seq, cause: `racer-${racer}` })
          .then(
            () => `racer-${racer}`,
            (error: { code?: number }) => error.code,
          ),
      );
      const results = await Promise.all(racers);
      const winners = results.filter((result) => typeof result === 'string');
      expect(winners).toHaveLength(1);
      expect(results.filter((result) => result === 11000)).toHaveLength(19);
      expect(await store.collections.transitions.findOne({ _id: `${item}.${seq}` }).lean()).toMatchObject({
        cause: winners[0],
      });
    }
  });

  it('lets two processes write one stream without a gap or a fork', async () => {
    const item = await submitted();
    const racing = Array.from({ length: 10 }, (_, n) =>
      (n % 2 === 0 ? one : other).send(item, {
        type: 'extendRoute',
        steps: [organ(`extra-${n}`, 'KB')],
        recommendation: null,
      }),
    );
    const seqs = (await Promise.all(racing)).map(({ seq }) => seq).toSorted((a, b) => a - b);
    expect(seqs).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect((await store.context(item)).route).toHaveLength(LADDER_AND_ORGANS.length + 10);
  });
});

describe('a stream', () => {
  it('is told from others whose ids begin alike or sort beside it, also beyond its ninth transition', async () => {
    const base = newItemId();
    const streams = [base, `${base}0`, `${base}-1`, `${base}x`, `${base}Z`];
    for (const [n, stream] of streams.entries()) {
      await one.born(stream);
      await one.send(stream, submit());
      for (let more = 0; more < 9 + n; more++) {
        const steps = [organ(`more-${more}`, 'KB')];
        await one.send(stream, { type: 'extendRoute', steps, recommendation: null });
      }
    }
    const fresh = await store.startProcess();
    for (const [n, stream] of streams.entries()) {
      expect(await store.head(stream)).toMatchObject({ stream, seq: 11 + n });
      expect(await fresh.send(stream, { ...approve, by })).toMatchObject({ stream, seq: 12 + n });
    }
  });
});

describe('commands of one stream in one process', () => {
  it('queue up: each decides on what the one before it has made, without a duplicate key', async () => {
    const process = await store.startProcess();
    const item = newItemId();
    await process.born(item);
    await process.send(item, submit([approval('chief'), organ('kb', 'KB')]));
    const transitions = driverOf(process.collections.transitions);
    const insertOne = transitions.insertOne.bind(transitions);
    let inserts = 0;
    let reads = 0;
    transitions.insertOne = async (...args) => {
      inserts += 1;
      return insertOne(...args);
    };
    const find = transitions.find.bind(transitions) as typeof transitions.find;
    transitions.find = ((...args: Parameters<typeof find>) => {
      reads += 1;
      return find(...args);
    }) as typeof find;
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        process.send(item, { type: 'extendRoute', steps: [organ(`x${n}`, 'KB')], recommendation: null }),
      ),
    );
    expect(inserts).toBe(20);
    // A warm command reads nothing.
    expect(reads).toBe(0);
  });

  it('do not hold each other up when one of them fails', async () => {
    const item = await submitted();
    const results = await Promise.allSettled([
      one.send(item, { type: 'reopen' }),
      one.send(item, { ...approve, by }),
      one.send(item, { type: 'reopen' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });
});

describe('a cached state', () => {
  it('may only say yes: what another process made possible meanwhile is accepted', async () => {
    const item = await submitted();
    await other.send(item, { type: 'recall' });
    // For `one` the item still stands before the approver, where "submit" is unknown.
    expect(await one.send(item, submit())).toMatchObject({ seq: 4, from: 'draft' });
  });

  it('whose yes is out of date becomes a duplicate key and is decided again', async () => {
    const item = await submitted();
    await other.send(item, { type: 'recall' });
    expect(await refusalOf(one.send(item, { ...approve, by }))).toMatchObject({
      code: 'not-in-this-state',
      status: 409,
      details: { state: 'draft' },
    });
    expect(await store.chain(item)).toHaveLength(3);
  });

  it('is not what a policy refuses by: the head is read again first', async () => {
    const item = await submitted();
    await other.send(item, { type: 'recall' });
    const seen: (string | undefined)[] = [];
    const answer = await one.commit({
      stream: item,
      origin: 'people',
      cause: 'policy',
      decide(state) {
        seen.push(state?.value);
        if (state?.value !== 'draft') throw forbidden('only-the-owner');
        return { event: submit(), actor: { kind: 'person', person: 'person-1', office: null, onBehalfOf: null } };
      },
    });
    expect(seen).toEqual(['travelling.approval', 'draft']);
    expect(answer.seq).toBe(4);
  });
});

describe("the client's own precondition", () => {
  it('fails with 412 when the sequence number it has seen is no longer the head', async () => {
    const item = await submitted();
    expect(await refusalOf(one.send(item, { ...approve, by }, { expectedSeq: 1 }))).toMatchObject({
      code: 'changed-meanwhile',
      status: 412,
      details: { seq: 2 },
    });
    expect(await one.send(item, { ...approve, by }, { expectedSeq: 2 })).toMatchObject({ seq: 3 });
  });

  it('is judged by the newest head, also where another process wrote it', async () => {
    const item = await submitted();
    await other.send(item, { ...approve, by });
    expect(await one.send(item, { ...approve, step: 'director', by }, { expectedSeq: 3 })).toMatchObject({ seq: 4 });
  });

  it('for an approval is version and round (412), and a step that is passed is a matter of the state (409)', async () => {
    const item = await submitted();
    const wrong = async (change: object) => refusalOf(one.send(item, { ...approve, ...change, by } as never));
    expect(await wrong({ version: hash(2) })).toMatchObject({ code: 'current-version', status: 412 });
    expect(await wrong({ round: 2 })).toMatchObject({ code: 'current-round', status: 412 });
    expect(await wrong({ step: 'director' })).toMatchObject({ code: 'current-step', status: 409 });
  });

  it('does not stand in the way of a repeated command: a known cause is answered before it is judged', async () => {
    const item = await submitted();
    const first = await one.send(item, { ...approve, by }, { cause: 'press', expectedSeq: 2 });
    const again = await one.send(item, { ...approve, by }, { cause: 'press', expectedSeq: 2 });
    expect(again).toEqual({ ...first, replayed: true });
  });
});

describe('a refused command', () => {
  it('stores nothing, whatever it is refused for', async () => {
    const item = await submitted();
    await one.relay.flush();
    const before = await store.counts();
    const documents = [{ kind: 'reason', text: 'aldrig gemt' }];
    const refused: [string, Promise<unknown>][] = [
      ['not-in-this-state', one.send(item, { type: 'reopen' }, { documents })],
      ['current-version', one.send(item, { ...approve, version: hash(7), by }, { documents })],
      ['changed-meanwhile', one.send(item, { ...approve, by }, { documents, expectedSeq: 9 })],
      ['bad-input', one.send(item, { type: 'xstate.init' } as never, { documents })],
      ['bad-input', one.send(item, { ...approve, by, extra: 1 } as never, { documents })],
      // People cannot speak as the system, and the system not as people.
      ['bad-input', one.send(item, { type: 'meetingSigned', meeting: 'meeting-1' }, { documents })],
      ['bad-input', one.send(item, { type: 'recall' }, { documents, origin: 'system' })],
      ['not-found', one.send('item-unknown', { type: 'recall' }, { documents })],
      ['not-in-this-state', one.born(item, { cause: 'another birth', documents })],
    ];
    for (const [code, work] of refused) expect((await refusalOf(work)).code).toBe(code);
    await one.relay.flush();
    expect(await store.counts()).toEqual(before);
  });

  it('is 404 on a stream that nobody has begun', async () => {
    expect(await refusalOf(one.send('item-none', submit()))).toMatchObject({ code: 'not-found', status: 404 });
    expect(await refusalOf(one.send('meeting-none', { type: 'begin' }))).toMatchObject({ status: 404 });
  });

  it('is one whose context would grow over 24 kB, and the item stays as it was', async () => {
    const item = newItemId();
    await one.born(item);
    await one.send(item, submit([approval('chief'), organ('kb', 'KB')]));
    let refusal: { code: string; status: number } | null = null;
    for (let round = 1; refusal === null && round < 200; round++) {
      const version = hash(round);
      const amend = { type: 'amend', version, weight: 'substantive', content: content(round + 1) } as const;
      for (const event of [{ ...approve, round, version, by }, amend] as const) {
        if (refusal !== null) break;
        const before = (await store.chain(item)).length;
        refusal = await one.send(item, event).then(
          () => null,
          (error) => error,
        );
        if (refusal !== null) expect(await store.chain(item)).toHaveLength(before);
      }
    }
    expect(refusal).toMatchObject({ code: 'context-too-large', status: 409 });
    const size = JSON.stringify(await store.context(item)).length;
    expect(size).toBeGreaterThan(MAX_CONTEXT_BYTES['agenda-item'] - 1_000);
    expect(size).toBeLessThanOrEqual(MAX_CONTEXT_BYTES['agenda-item']);
  });
});

describe('a release', () => {
  it('answers 503 on a stream that a newer one has written, read or kept, and writes nothing', async () => {
    const item = await submitted();
    await withMachineVersion('agenda-item', machines['agenda-item'].version + 1, () =>
      other.send(item, { ...approve, by }),
    );
    const step = { ...approve, step: 'director', by };
    for (const process of [one, await store.startProcess()]) {
      expect(await refusalOf(process.send(item, step))).toMatchObject({ code: 'newer-version', status: 503 });
    }
    expect(await store.chain(item)).toHaveLength(3);
  });

  it('goes on with a stream that an older one began, and the whole chain stays readable and unbroken', async () => {
    const item = await withMachineVersion('agenda-item', 1, async () => {
      const begun = await submitted();
      await one.send(begun, { ...approve, by });
      return begun;
    });
    const running = machines['agenda-item'].version;
    const amendment = { type: 'amend', version: hash(1), weight: 'editorial', content: content(2) } as const;
    await (await store.startProcess()).send(item, amendment);
    const chain = await store.chain(item);
    expect(chain.map(({ machineVersion }) => machineVersion)).toEqual([1, 1, 1, running]);
    expect(firstBrokenLink(chain)).toBeNull();
    expect(chain.at(-1)?.effects.find(({ kind, params }) => kind === 'mail' && 'person' in params.to)).toMatchObject({
      params: { template: 'text-amended', to: { person: by.person } },
    });
  });
});

describe('time', () => {
  it("is the given clock's in the record, and the wall's in the relay's mark", async () => {
    const clock = fixedClock(new Date('2023-12-05T15:00:00Z'));
    const process = await store.startProcess({ clock });
    const item = newItemId();
    expect(await process.born(item)).toMatchObject({ at: '2023-12-05T15:00:00.000Z' });
    const pending = (await store.head(item))?.pending;
    expect(Math.abs(Date.now() - (pending?.getTime() ?? 0))).toBeLessThan(60_000);
  });
});
