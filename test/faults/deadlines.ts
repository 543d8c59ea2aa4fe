/** Deadlines under faults: sweepers killed, down and racing each other, and a mail server that fails while somebody is reminded. */

import { randomUUID } from 'node:crypto';
import { trusted } from 'mongoose';
import { inviteParties } from '#src/commands/hearing/invite.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { scheduleHearing } from '#src/commands/hearing/schedule.ts';
import { submitItem } from '#src/commands/item/submit.ts';
import type { App } from '#src/context.ts';
import { createApp } from '#src/create-app.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import { SWEEP_POINTS } from './child.ts';
import { behave, copiesOf } from './mail-server.ts';
import { dieAt, linesOf, preparedItem } from './points.ts';
import { insist, pause, until, type World } from './world.ts';

const ITEMS = 40;
const HEARINGS = 10;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REST_MS = 180_000;

const openApp = ({ config }: World) => createApp({ ...config, LOG_LEVEL: 'silent', QUEUE_PREFIX: 'points' });
const localDay = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** An item whose approver has been asked. */
async function waitingItem(app: App): Promise<string> {
  const { item, rev, cause, actor } = await preparedItem(app);
  await submitItem.run(app, { actor, cause }, { item, rev });
  await app.relay.flush();
  return item;
}

/** A hearing of one party whose window is ahead. */
async function waitingHearing(app: App): Promise<string> {
  const { item, rev, cause, actor } = await preparedItem(app, { kind: 'hearing', hearingType: 'general' });
  const asked = () => ({ actor, cause: randomUUID() });
  await submitItem.run(app, { actor, cause }, { item, rev });
  const { stream: hearing } = await planHearing(app, asked(), { item, hearingType: 'general' });
  const parties = [{ name: 'Ældrerådet', email: `raad-${hearing.slice(-8)}@aeldreraad.example` }];
  await inviteParties.run(app, asked(), { hearing, parties });
  await scheduleHearing.run(app, asked(), { hearing, opensOn: localDay(2), closesOn: localDay(100) });
  await app.relay.flush();
  return hearing;
}

/** As if nobody had swept for hours: the deadlines of a stream keep their order. */
async function makeOverdue({ collections: { deadlines } }: World, stream: string): Promise<void> {
  const rows = await deadlines.find({ stream, state: 'pending' }).sort({ dueAt: 1 }).lean();
  for (const [n, { _id }] of rows.entries()) {
    await deadlines.updateOne({ _id }, { $set: { dueAt: new Date(Date.now() - 5 * HOUR + n * HOUR) } });
  }
}

/** What is wrong with a stream whose deadlines should have been fired as these events, once, in order, and late. */
async function faultsOf({ collections }: World, stream: string, wanted: readonly string[]): Promise<string[]> {
  const records = await collections.transitions.find({ stream }).sort({ seq: 1 }).lean();
  const fired = records.map(({ event }) => event).filter((event) => 'deadline' in event);
  const rows = await collections.deadlines.find({ stream, state: 'done' }).lean();
  return [
    fired.map(({ type }) => type).join() === wanted.join() ? '' : `fired: ${fired.map(({ type }) => type).join()}`,
    fired.every((event) => 'late' in event && event.late) ? '' : 'not fired as late',
    rows.length === wanted.length && rows.every(({ late }) => late) ? '' : `${rows.length} rows closed as late`,
  ].filter((fault) => fault !== '');
}

/** Kills a sweeper at every point; when its claim has run out another one goes on. @returns everything that is wrong */
export async function trySweepPoints(world: World, say: (line: string) => void): Promise<string[]> {
  const app = await openApp(world);
  const wrong: string[] = [];
  for (const point of SWEEP_POINTS) {
    const item = await waitingItem(app);
    await makeOverdue(world, item);
    await dieAt(world, point, {});
    const { deadlines } = world.collections;
    await deadlines.updateMany({ stream: item, state: 'pending' }, { $set: { claimedUntil: new Date(0) } });
    await sweepDeadlines(app);
    await app.relay.flush();
    const faults = await faultsOf(world, item, ['reminderDue']);
    say(linesOf(point, faults, ', fired once'));
    wrong.push(...faults.map((fault) => `sweeper killed at "${point}": ${fault}`));
  }
  await app.close();
  return wrong;
}

/** Much falls due while nobody sweeps; `judge` is called when two workers have come up at the same time. */
export async function fallBehind(world: World, say: (line: string) => void) {
  const app = await openApp(world);
  const items: string[] = [];
  const hearings: string[] = [];
  for (let n = 0; n < ITEMS; n++) items.push(await waitingItem(app));
  for (let n = 0; n < HEARINGS; n++) hearings.push(await waitingHearing(app));
  await app.close();
  for (const stream of [...items, ...hearings]) await makeOverdue(world, stream);
  const streams = [...items, ...hearings];
  return async (): Promise<string[]> => {
    const { deadlines } = world.collections;
    const due = { stream: trusted({ $in: streams }), state: 'pending' as const, dueAt: trusted({ $lte: new Date() }) };
    await until('everything overdue is fired', async () => (await deadlines.countDocuments(due)) === 0, REST_MS);
    const wrong: string[] = [];
    for (const stream of streams) {
      const wanted = stream.startsWith('item-') ? ['reminderDue'] : ['opens', 'reminds', 'closes', 'graceEnds'];
      wrong.push(
        ...(await faultsOf(world, stream, wanted)).map((fault) => `${stream} after the sweepers were down: ${fault}`),
      );
    }
    say(
      `  two sweepers after a long absence: ${ITEMS + 4 * HEARINGS} deadlines fired once and as late, ${wrong.length} faults`,
    );
    return wrong;
  };
}

const CATCHER_ANSWERS = [
  { answer: 'transient', times: 2, copies: 1, name: 'refusing twice' },
  { answer: 'drop', times: 1, copies: 1, name: 'dropping the line' },
  { answer: 'hang', times: 1, copies: 1, name: 'hanging' },
  // It has the mail and nobody could write that down: the one way to a second copy, under the same Message-ID.
  { answer: 'late', times: 1, copies: 2, name: 'answering after the crash' },
] as const;

/** Somebody is reminded while the mail server fails in each of its ways. Nothing else may be sent meanwhile. */
export async function tryReminderMails(world: World, say: (line: string) => void): Promise<string[]> {
  const app = await openApp(world);
  const wrong: string[] = [];
  const { deliveries } = world.collections;
  for (const { answer, times, copies, name } of CATCHER_ANSWERS) {
    const item = await waitingItem(app);
    await until(
      'the request is mailed',
      async () => (await deliveries.countDocuments({ stream: item, state: 'done' })) === 1,
    );
    await behave(world, answer, times);
    await makeOverdue(world, item);
    const reminder = { stream: item, 'effect.params.template': 'approval-reminder' } as const;
    if (answer === 'late') {
      const key = await insist(async () => {
        const row = await deliveries.findOne({ ...reminder }).lean();
        if (row === null) throw new Error('not yet');
        return row._id;
      });
      await until('the server has the mail', async () => (await copiesOf(world, key)) === 1);
      for (const worker of world.workers) killed(worker.pid());
    }
    await until(
      'the reminder is mailed',
      async () => (await deliveries.countDocuments({ ...reminder, state: 'done' })) === 1,
      REST_MS,
    );
    // A copy that is still on its way would be one too many.
    await pause(500);
    const row = await deliveries.findOne({ ...reminder }).lean();
    const received = await copiesOf(world, row?._id ?? '');
    const faults = received === copies ? [] : [`the reminder was received ${received} times instead of ${copies}`];
    say(
      `  mail server ${name.padEnd(26)} ${faults[0] ?? `reminder received${copies === 2 ? ' twice under one Message-ID' : ' once'}`}`,
    );
    wrong.push(...faults.map((fault) => `mail server ${name}: ${fault}`));
  }
  await behave(world, 'accept', 0);
  await app.close();
  return wrong;
}

function killed(pid: number | undefined): void {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}
