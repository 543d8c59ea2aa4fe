/** The rows of editions: how they are numbered, joined and replaced by several who ask at the same time. */
import { describe, expect, it } from 'vitest';
import { dropEdition, newestEditions, readyToSend, requestEdition } from '#src/store/editions.ts';
import type { Edition } from '#src/store/models/edition.ts';
import { claimWork, workRows } from '#src/store/work.ts';
import { twoProcesses } from '../store/processes.ts';
import { hash } from './documents.ts';

const { store } = await twoProcesses();
const { collections } = store;
let meetings = 0;
const packet = () => {
  meetings += 1;
  return { meeting: `meeting-${meetings}`, scope: 'all', variant: 'members' };
};
type Of = ReturnType<typeof packet>;
const ask = (of: Of, document: number, { by = null as string | null, hasMore = false, asOf = 1 } = {}) =>
  requestEdition(
    collections,
    of,
    { document: hash(document), recipe: 1, bilag: [], asOf },
    { by, restMs: 0, hasMore: async () => hasMore },
  );
const claim = ({ _id }: Edition) => claimWork(workRows(collections.editions), _id, 'somebody', 60_000);
const build = ({ _id }: Edition) =>
  collections.editions.updateOne({ _id }, { $set: { state: 'done', manifest: hash(77), endedAt: new Date() } });
const numbers = async (of: Of) => (await newestEditions(collections, of)).map(({ edition }) => edition);

describe('an edition that is asked for', () => {
  it('by many at once is one, and of as many documents each that is begun has a number of its own', async () => {
    const of = packet();
    const asked = await Promise.all(Array.from({ length: 10 }, () => ask(of, 1)));
    expect(new Set(asked.map(({ _id }) => _id))).toEqual(new Set([`${of.meeting}.all.members.1`]));
    await claim(asked[0] as Edition);
    await Promise.all(Array.from({ length: 6 }, (_, n) => ask(of, 2 + n)));
    // One was begun; the others wait for each other's newest in one row.
    expect(await numbers(of)).toEqual([2, 1]);
  });

  it('for another document before it is begun gets that document, and afterwards stays as it is', async () => {
    const of = packet();
    const first = await ask(of, 1);
    expect(await ask(of, 2)).toMatchObject({ _id: first._id, document: hash(2) });
    await claim(first);
    expect(await ask(of, 3)).toMatchObject({ edition: 2, document: hash(3) });
    expect(await ask(of, 3)).toMatchObject({ edition: 2 });
  });

  it('is the built one as long as nothing has changed, and the next when it has, or a bilag can be shown now', async () => {
    const of = packet();
    const first = await ask(of, 1);
    await build(first);
    expect(await ask(of, 1, { asOf: 5 })).toMatchObject({ edition: 1, state: 'done', asOf: 5 });
    expect(await ask(of, 1, { asOf: 3 })).toMatchObject({ asOf: 5 });
    expect(await ask(of, 1, { hasMore: true })).toMatchObject({ edition: 2, state: 'wanted' });
    expect(await ask(of, 2)).toMatchObject({ edition: 2, document: hash(2) });
  });

  it('and was called off is begun again for a person alone', async () => {
    const of = packet();
    const first = await ask(of, 1);
    expect(await dropEdition(collections, first._id)).toBe(true);
    expect(await ask(of, 1)).toMatchObject({ edition: 1, state: 'dropped' });
    expect(await ask(of, 1, { by: 'person-a' })).toMatchObject({ edition: 1, state: 'wanted', askedBy: 'person-a' });
    expect(await dropEdition(collections, first._id)).toBe(true);
    expect(await ask(of, 2)).toMatchObject({ edition: 2, state: 'wanted' });
  });

  it('is counted beyond nine', async () => {
    const of = packet();
    for (let n = 1; n <= 12; n++) await build(await ask(of, n));
    expect((await numbers(of)).slice(0, 3)).toEqual([12, 11, 10]);
  });
});

describe('what is ready to be sent', () => {
  it('is built, and nothing has happened to the meeting since it was compared with it', async () => {
    const of = packet();
    const first = await ask(of, 1, { asOf: 4 });
    expect(await readyToSend(collections, of.meeting, null, 4)).toEqual([]);
    await build(first);
    expect(await readyToSend(collections, of.meeting, null, 4)).toEqual([
      { supplement: null, variant: 'members', edition: 1, manifest: hash(77) },
    ]);
    expect(await readyToSend(collections, of.meeting, null, 5)).toEqual([]);
    expect(await readyToSend(collections, of.meeting, 'tillaeg-1', 4)).toEqual([]);
  });
});
