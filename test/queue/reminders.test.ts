/** Somebody lets an item wait: reminded, then passed on to whoever is above, over real SMTP and on the calendar's mornings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningWorker, startWorker } from '#src/app/worker.ts';
import { approveItem } from '#src/commands/item/approve.ts';
import { deadlinesOf } from '#src/queries/deadlines.ts';
import { openTown, type Town } from '../commands/town.ts';
import { until } from '../http/world.ts';
import { type Catcher, startCatcher } from '../mail/smtp-servers.ts';

/** A Monday, ten o'clock in Denmark. */
const MONDAY = '2023-11-20T09:00:00.000Z';
/** Eight o'clock two hverdage later, and two more after that. */
const WEDNESDAY = '2023-11-22T07:00:00.000Z';
const FRIDAY = '2023-11-24T07:00:00.000Z';

let now = new Date(MONDAY);
let server: Catcher;
let town: Town;
let worker: RunningWorker;

beforeAll(async () => {
  server = await startCatcher();
  town = await openTown({ smtpUrl: server.url, clock: { now: async () => now } });
  worker = await startWorker(town.app);
});
afterAll(async () => {
  await worker.stop();
  await town.close();
  await server.stop();
});

const linkIn = (text = '') => /http:\/\/127\.0\.0\.1:1\/l\/\S+/.exec(text)?.[0];
/** The mails received since the last time that this was asked. */
async function mails(count: number) {
  await town.app.relay.flush();
  const received = await until(
    async () => [...server.mails],
    ({ length }) => length >= count,
  );
  server.mails.length = 0;
  return received.map(({ recipients, parsed }) => ({ to: recipients[0], subject: parsed.subject, text: parsed.text }));
}
const sweepAt = async (at: string) => {
  now = new Date(at);
  await worker.sweepNow();
};

describe('an approver who does not answer', () => {
  it('is reminded with the link of the request after two hverdage, and two later the one above and the officer are told', async () => {
    const item = await town.submitted();
    const [request] = await mails(1);
    expect(request?.to).toBe('bettina.andersen@norddjurs.example');

    await sweepAt(new Date(Date.parse(WEDNESDAY) - 1).toISOString());
    expect(await mails(0)).toEqual([]);
    await sweepAt(WEDNESDAY);
    const [reminder, ...others] = await mails(1);
    expect(others).toEqual([]);
    expect(reminder?.to).toBe(request?.to);
    expect(reminder?.text).toContain('for 2 dage siden');
    expect(linkIn(reminder?.text)).toBe(linkIn(request?.text));
    expect(linkIn(reminder?.text)).toBeDefined();

    await sweepAt(FRIDAY);
    const mailed = await mails(2);
    expect(mailed.map(({ to }) => to)).toEqual(['henrik.voss@norddjurs.example', 'sofie.brandt@norddjurs.example']);
    expect(mailed[0]?.text).toContain('har ventet på godkendelse i 4 dage');
    expect(mailed[0]?.text).toContain('Bettina');

    // Nothing more comes of it, and how each time was found is kept.
    await sweepAt('2023-12-24T12:00:00.000Z');
    expect(await mails(0)).toEqual([]);
    const rows = await deadlinesOf(town.app, item);
    expect(rows.map(({ kind, state, late, dueAt }) => [kind, state, late, dueAt.toISOString()])).toEqual([
      ['reminderDue', 'done', false, WEDNESDAY],
      ['escalationDue', 'done', false, FRIDAY],
    ]);
    expect(rows.map(({ basis }) => basis.counted)).toEqual([
      ['2023-11-21', '2023-11-22'],
      ['2023-11-23', '2023-11-24'],
    ]);
  });

  it('is reminded once although two workers and a repeated sweep look at the same time', async () => {
    now = new Date('2023-12-04T09:00:00.000Z');
    await town.submitted();
    await mails(1);
    now = new Date('2023-12-06T07:00:00.000Z');
    const second = await startWorker(town.app);
    await Promise.all([worker.sweepNow(), second.sweepNow(), worker.sweepNow()]);
    expect((await mails(1)).map(({ to }) => to)).toEqual(['bettina.andersen@norddjurs.example']);
    await second.sweepNow();
    expect(await mails(0)).toEqual([]);
    await second.stop();
    await sweepAt('2023-12-08T07:00:00.000Z');
    expect(await mails(2)).toHaveLength(2);
  });

  it('who approves in time hears nothing more', async () => {
    now = new Date('2023-12-11T09:00:00.000Z');
    const item = await town.submitted();
    await mails(1);
    await approveItem.run(town.app, await town.as('chief'), await town.read(item));
    const next = await mails(1);
    expect(next.map(({ to }) => to)).toEqual(['henrik.voss@norddjurs.example']);
    await sweepAt('2023-12-13T07:00:00.000Z');
    const reminded = await mails(1);
    expect(reminded.map(({ to }) => to)).toEqual(['henrik.voss@norddjurs.example']);
  });
});
