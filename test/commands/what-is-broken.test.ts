/** Each thing that may be broken is found, and nothing else with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driverOf } from '#src/model.ts';
import { machineryState, whatIsBroken } from '#src/queries/broken.ts';
import { QUEUE_NAMES } from '#src/queue/queues.ts';
import { wantedNow } from '#src/store/work.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
/** The same store, and a Redis that nobody has started. */
let deaf: Town;
beforeAll(async () => {
  town = await openTown();
  deaf = await openTown({ redisUrl: 'redis://127.0.0.1:1' });
});
afterAll(() => Promise.all([town.close(), deaf.close()]));

const broken = async ({ app }: Town) => whatIsBroken(app, await app.directory.current());
const found = async (kind: string) => (await broken(town)).filter((each) => each.kind === kind);

describe('where no worker runs', () => {
  it('it is said of the following up, and of every queue', async () => {
    await expect.poll(() => found('queue-without-worker').then(({ length }) => length)).toBe(QUEUE_NAMES.length);
    expect((await broken(town)).map(({ kind, queue }) => [kind, queue])).toEqual([
      ['no-worker', null],
      ...QUEUE_NAMES.map((name) => ['queue-without-worker', name]),
    ]);
  });

  it('and Redis does not answer, that is said instead of its queues', async () => {
    expect((await broken(deaf)).map(({ kind }) => kind)).toEqual(['redis-away', 'no-worker']);
    expect((await machineryState(deaf.app, await deaf.app.directory.current())).workers).toBeNull();
  });
});

describe('what has come to nothing is counted', () => {
  const now = new Date();
  const LONG_AGO = new Date(0);

  it('signals that did not arrive', async () => {
    const item = await town.submitted();
    await town.app.relay.flush();
    const rows = driverOf(town.app.collections.deliveries);
    const row = await rows.findOne({ stream: item });
    const effect = { ...row?.effect, kind: 'signal' };
    const failed = { state: 'failed', closedAt: now, note: 'refused' };
    await rows.insertOne({ ...row, _id: `${item}.99-1`, effect, ...failed } as never);
    expect(await found('failed-signals')).toMatchObject([{ count: 1 }]);
    expect(await found('failed-mails')).toEqual([]);
  });

  it('bilag that could not be made ready', async () => {
    const failed = { ...wantedNow(), state: 'failed', failure: { rule: 'not-a-pdf', details: {} }, endedAt: now };
    const rendition = { file: 'ab'.repeat(32), recipe: 'preview', version: 1, facts: null, notes: [], tools: {} };
    await driverOf(town.app.collections.renditions).insertOne({ _id: 'failed', ...rendition, ...failed } as never);
    expect(await found('failed-work')).toMatchObject([{ count: 1 }]);
  });

  it('transitions that nobody has carried on', async () => {
    const { transitions } = town.app.collections;
    expect(await found('left-behind')).toEqual([]);
    const [row] = await transitions.find().limit(1).lean();
    await driverOf(transitions).updateOne({ _id: row?._id as never }, { $set: { pending: LONG_AGO } });
    expect(await found('left-behind')).toMatchObject([{ count: 1 }]);
  });
});
