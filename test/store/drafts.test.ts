import { describe, expect, it } from 'vitest';
import { readDraft, saveDraft } from '#src/store/drafts.ts';
import { newItemId, type Process, refusalOf, twoProcesses } from './processes.ts';

const { one, other } = await twoProcesses();

const savedAt = new Date('2023-11-20T09:00:00Z');
const save = (process: Process, item: string, rev: number, body: unknown) =>
  saveDraft(process.collections, { item, rev, body, savedBy: 'person-1', savedAt });

describe('a draft', () => {
  it('is saved revision by revision and read back as it was typed', async () => {
    const item = newItemId();
    const body = { content: { sections: [], recommendation: null, empty: {} }, plan: [] };
    expect(await save(one, item, 0, body)).toBe(1);
    expect(await save(other, item, 1, { ...body, more: 'æøå' })).toBe(2);
    expect(await readDraft(one.collections, item)).toEqual({
      _id: item,
      rev: 2,
      body: { ...body, more: 'æøå' },
      savedBy: 'person-1',
      savedAt,
    });
    expect(await readDraft(one.collections, 'item-none')).toBeNull();
  });

  it('is not overwritten by somebody who has not seen the latest, and is told which that is', async () => {
    const item = newItemId();
    await save(one, item, 0, 'first');
    await save(one, item, 1, 'second');
    for (const rev of [0, 1, 3]) {
      expect(await refusalOf(save(other, item, rev, 'lost'))).toMatchObject({
        code: 'draft-changed-elsewhere',
        status: 412,
        details: { rev: 2, savedBy: 'person-1' },
      });
    }
    expect((await readDraft(one.collections, item))?.body).toBe('second');
  });

  it('whose reply was lost is saved again with the same words, and that is no conflict', async () => {
    const item = newItemId();
    for (const rev of [0, 1]) {
      expect(await save(one, item, rev, { typed: `${rev}`, empty: {} })).toBe(rev + 1);
      expect(await save(other, item, rev, { typed: `${rev}`, empty: {} })).toBe(rev + 1);
      expect(await refusalOf(save(other, item, rev, { typed: 'else', empty: {} }))).toMatchObject({ status: 412 });
    }
    expect(await readDraft(one.collections, item)).toMatchObject({ rev: 2 });
  });

  it('saved by twenty at once from the same revision has one winner, and the others are told', async () => {
    for (let round = 0; round < 10; round++) {
      const item = newItemId();
      for (const rev of [0, 1]) {
        const racers = Array.from({ length: 20 }, (_, n) => save(n % 2 === 0 ? one : other, item, rev, `racer-${n}`));
        const results = await Promise.allSettled(racers);
        const winner = results.findIndex(({ status }) => status === 'fulfilled');
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await readDraft(one.collections, item)).toMatchObject({ rev: rev + 1, body: `racer-${winner}` });
      }
    }
  });
});
