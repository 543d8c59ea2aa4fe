/**
 * What `npm run demo` needs besides what everybody may do: whether anything is still under way, the demo's clock, and the record
 * of all that happened. The routes exist only in processes that the driver has started and given its key (DEMO_DRIVER_KEY).
 */
import { trusted } from 'mongoose';
import { z } from 'zod';
import type { Config } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { setDemoClock } from '#src/demo-clock.ts';
import { signInMailModel } from '#src/dev/demo/sign-in-mails.ts';
import { Refusal } from '#src/errors.ts';
import { checkMeeting } from '#src/packets/check-meeting.ts';
import { sweepDeadlines } from '#src/queue/sweep-deadlines.ts';
import type { Collections } from '#src/store/collections.ts';
import { nextDeadline } from '#src/store/deadlines.ts';
import { endPacketCheck } from '#src/store/packet-checks.ts';
import { type TimelineFile, timelineDeadline, timelineEntry } from '#src/store/timeline.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';
import { SHORT_JSON } from '../../body.ts';
import { type Operation, operation } from '../../operation.ts';

const Until = z.object({ until: z.iso.datetime() });
const Clock = z.strictObject({ at: z.iso.datetime() });

const when = ({ DEMO, DEMO_DRIVER_KEY }: Config): boolean => DEMO && DEMO_DRIVER_KEY !== undefined;

/** Without the driver's key the addresses are unknown ones; they are the machinery's, so no origin is asked for. */
export const driverOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/demo/idle',
    access: 'driver',
    when,
    handler: async ({ app, response }) =>
      response.json({ at: (await app.clock.now()).toISOString(), ...(await underWay(app.collections)) }),
  }),
  operation({
    method: 'put',
    path: '/demo/clock',
    access: 'driver',
    when,
    takes: SHORT_JSON,
    schema: { body: Clock },
    async handler({ app, response, body: { at } }) {
      const busy = await underWay(app.collections);
      if (!busy.idle) throw new Refusal('demo-busy', 409, { ...busy });
      await setDemoClock(app.connection, new Date(at)).catch((error: unknown) => {
        throw error instanceof RangeError ? new Refusal('demo-clock-backwards', 409, {}, error) : error;
      });
      response.status(204).end();
    },
  }),
  /** When the next deadline is due, up to an instant: the clock stops at each on its way. */
  operation({
    method: 'get',
    path: '/demo/next-deadline',
    access: 'driver',
    when,
    schema: { query: Until },
    async handler({ app, response, query: { until } }) {
      const next = await nextDeadline(app.collections, new Date(until));
      response.json({ dueAt: next?.dueAt.toISOString() ?? null });
    },
  }),
  operation({
    method: 'post',
    path: '/demo/sweep',
    access: 'driver',
    when,
    handler: async ({ app, response }) => response.json(await sweepDeadlines(app)),
  }),
  /** Compares the packets of all meetings with them, without waiting for the chore that does it. */
  operation({
    method: 'post',
    path: '/demo/packets',
    access: 'driver',
    when,
    handler: async ({ app, response }) => response.json(await checkPackets(app)),
  }),
  operation({
    method: 'get',
    path: '/demo/timeline',
    access: 'driver',
    when,
    handler: async ({ app, response }) => response.json(await recordOf(app)),
  }),
];

/**
 * Whether everything has come to rest. Transitions make deliveries and deliveries make transitions, so one look is not enough:
 * nothing is under way when nothing waits and no transition came in while that was being found out.
 */
async function underWay({ transitions, deliveries }: Collections) {
  const before = await transitions.countDocuments({});
  const pending = await transitions.countDocuments({ pending: trusted({ $exists: true }) });
  const open = await deliveries.countDocuments({ state: 'open' });
  const after = await transitions.countDocuments({});
  const failed = await deliveries.find({ state: 'failed' }).lean();
  return {
    idle: pending === 0 && open === 0 && before === after,
    pending,
    open,
    failed: failed.map(({ _id, note }) => ({ key: _id, reason: note })),
  };
}

/**
 * What packets follow from what has happened is asked for and, where it is ready, taken down. Drafts are nobody's business but their
 * own: no transition follows from them, so the clock does not wait for them.
 */
async function checkPackets(app: App) {
  const { transitions, packetChecks, editions } = app.collections;
  const before = await transitions.countDocuments({});
  for (const check of await packetChecks.find({}).lean()) {
    if (await checkMeeting(app, check._id)) await endPacketCheck(app.collections, check, 0);
  }
  const wanted = await editions.countDocuments({ state: 'wanted', variant: trusted({ $ne: 'draft' }) });
  const failed = await editions.find({ state: 'failed' }).lean();
  return {
    settled: wanted === 0 && before === (await transitions.countDocuments({})),
    wanted,
    failed: failed.map(({ _id, failure }) => ({ edition: _id, rule: failure?.rule ?? null })),
  };
}

/** All transitions by time, and all mails the server took; sign-in codes whose fate is unknown are marked as such. */
async function recordOf({ collections, connection }: App): Promise<TimelineFile & { unsure: string[] }> {
  const records = await collections.transitions.find({}).lean();
  const delivered = await collections.deliveries.find({}).lean();
  const signIns = await signInMailModel(connection).find().lean();
  const transitions = records
    .map(timelineEntry)
    .toSorted((a, b) => compare(a.at, b.at) || compare(a.stream, b.stream) || a.seq - b.seq);
  const mails = [
    ...delivered.flatMap(({ messages }) => messages),
    ...signIns
      .filter(({ accepted }) => accepted !== false)
      .map(({ _id, to, at }) => ({ messageId: _id, to, template: 'sign-in-code', at })),
  ]
    .map(({ messageId, to, template, at }) => ({ messageId, to, template, at: at.toISOString() }))
    .toSorted((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId));
  const unsure = signIns.filter(({ accepted }) => accepted === null).map(({ _id }) => _id);
  const deadlines = (await collections.deadlines.find({}).lean())
    .map((row) => timelineDeadline(row, (dueAt, basis) => deadlineSentence(dueAt, basis)))
    .toSorted((a, b) => compare(a.dueAt, b.dueAt) || compare(a.id, b.id));
  return { transitions, deadlines, mails, unsure };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
