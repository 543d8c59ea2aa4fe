import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '#src/clock.ts';
import { brokenReport } from '#src/queries/report-broken.ts';
import { QUEUE_NAMES } from '#src/queue/queues.ts';
import { noteHeartbeat } from '#src/store/heartbeats.ts';
import { openTown, PEOPLE, type Town } from './town.ts';

const clock = fixedClock(new Date('2023-11-20T08:00:00Z'));
let town: Town;
beforeAll(async () => {
  town = await openTown({ clock });
});
afterAll(() => town.close());

const mails = () => town.app.collections.deliveries.find({ 'effect.params.template': 'operations-broken' }).lean();

it('an administrator is mailed what is broken twice in a row, once a day and not at night, however many look', async () => {
  // No worker is running here. Two processes look at the same moment.
  const reports = [brokenReport(town.app), brokenReport(town.app)];
  const look = () => Promise.all(reports.map((report) => report()));
  await look();
  expect(await mails()).toEqual([]);
  await look();
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail?.effect.params).toMatchObject({ to: { person: PEOPLE.admin } });
  expect(JSON.stringify(mail?.effect.params)).toContain('no-worker');
  await look();
  expect(await mails()).toHaveLength(1);
  clock.set(new Date('2023-11-21T05:30:00Z'));
  await look();
  expect(await mails()).toHaveLength(1);
  clock.set(new Date('2023-11-21T06:30:00Z'));
  await look();
  expect(await mails()).toHaveLength(2);
});

it('nobody is mailed where nothing is broken', async () => {
  const { app } = town;
  const alive = { getWorkersCount: async () => 1 };
  const lease = { _id: 'reconcile', holder: 'somebody', until: new Date(Date.now() + 60_000) };
  await app.collections.leases.insertOne(lease);
  await noteHeartbeat(app.collections, { _id: 'one', name: 'here-1', queues: QUEUE_NAMES, startedAt: new Date() });
  clock.set(new Date('2023-11-22T08:00:00Z'));
  const look = brokenReport({ ...app, queues: { queue: () => alive as never } });
  await look();
  await look();
  expect(await mails()).toHaveLength(2);
});
