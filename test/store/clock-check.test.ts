import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertClockAgrees, notBefore } from '#src/store/clock-check.ts';
import { connectStore } from '#src/store/connect.ts';
import { freshDatabase } from '../setup/database.ts';

const DAY = 86_400_000;

describe('A machine whose clock is wrong', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let connection: Awaited<ReturnType<typeof connectStore>>;
  beforeAll(async () => {
    database = await freshDatabase();
    connection = await connectStore(database.uri);
  });
  afterAll(async () => {
    await connection.close();
    await database.drop();
  });

  it.each([
    ['four days ahead', 4 * DAY],
    ['four days behind', -4 * DAY],
    ['an hour ahead, as with the wrong time zone', 3_600_000],
  ])('%s is told from the store’s', async (_, off) => {
    const refused = { code: 'clock-wrong', status: 503, details: { aheadSeconds: expect.closeTo(off / 1000, -1.5) } };
    await expect(assertClockAgrees(connection, () => Date.now() + off)).rejects.toMatchObject(refused);
  });

  it('is right where it differs by seconds', async () => {
    await assertClockAgrees(connection);
    await assertClockAgrees(connection, () => Date.now() + 20_000);
  });
});

describe('A transition', () => {
  const now = new Date('2026-11-30T12:00:00.000Z');

  it('is recorded when it happens, and the first of a stream at any time', () => {
    expect(notBefore(now, undefined)).toEqual(now);
    expect(notBefore(now, '2026-11-30T11:59:59.000Z')).toEqual(now);
  });

  it('is recorded no earlier than the one that it follows, where two machines differ by seconds', () => {
    expect(notBefore(now, '2026-11-30T12:00:04.000Z')).toEqual(new Date('2026-11-30T12:00:04.000Z'));
  });

  it('is refused by a machine whose clock is behind', () => {
    expect(() => notBefore(now, '2026-12-04T12:00:00.000Z')).toThrow(
      expect.objectContaining({ code: 'clock-behind', status: 503, details: { behindSeconds: 4 * 86_400 } }),
    );
  });
});
