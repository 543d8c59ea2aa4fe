/** Situations in which commands are tried: items and meetings taken as far as a command needs, over the commands themselves. */

import { listItem } from '#src/commands/item/list.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { endMeeting } from '#src/commands/meeting/end.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import { recordAttendance } from '#src/commands/meeting/record-attendance.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { requestSignatures } from '#src/commands/meeting/request-signatures.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { richTextOf } from '#src/documents/plain-text.ts';
import { deliver } from '#src/queue/deliver.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { createBatchedLedger } from '#src/store/batched-ledger.ts';
import { dueDeliveries } from '#src/store/ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import { PEOPLE, planOf, type Town, textOf, type Who } from './town.ts';

export type Command = (parts: CommandDeps, asked: CommandRequest, input: unknown) => Promise<unknown>;
export const REASON = 'Der mangler et afsnit om økonomi.';
export const ORGANS_ONLY = planOf([]);

/** The member of the demo took part and can sign. */
export const attended = (meeting: string) => ({
  meeting,
  attendance: { present: ['Birthe Lindhardt'], absences: [] },
  members: [PEOPLE.member],
  chair: null,
});

export function situationsIn(town: Town) {
  const run = async (command: Command, who: Who, input: unknown) =>
    command(town.app, await town.as(who), input) as Promise<{ stream: string; seq: number; to: string }>;
  /** Does what the ledger asks for here and now, mails aside, until nothing is left: signals run between the streams. */
  async function settle(): Promise<void> {
    await town.app.relay.flush();
    const act = async (row: Delivery) =>
      row.effect.kind === 'signal' ? sendSignal(town.app, row) : ({ kind: 'done' } as const);
    const { collections } = town.app;
    const ledger = createBatchedLedger(collections);
    for (;;) {
      await collections.deliveries.updateMany({ state: 'open' }, { $set: { availableAt: new Date(0) } });
      const due = await dueDeliveries(collections, 500);
      if (due.length === 0) return;
      for (const { _id } of due) await deliver({ ledger, act }, _id);
      await town.app.relay.flush();
    }
  }

  const item = async (plan: unknown[] = planOf()) => ({ item: await town.submitted(plan) });
  const read = async (plan: unknown[] = planOf()) => town.read(await town.submitted(plan));
  const meeting = async (organ = 'organ-oek') =>
    (await run(planMeeting, 'secretary', { organ, date: '2029-12-04', startsAt: '15:00' })).stream;
  const listed = async (count = 1) => {
    const at = await meeting();
    const items: string[] = [];
    for (let n = 0; n < count; n++) {
      const one = await town.submitted(ORGANS_ONLY, textOf(`Punkt ${n}`));
      await run(listItem.run, 'secretary', { item: one, meeting: at });
      items.push(one);
    }
    await settle();
    return { meeting: at, items, item: items[0] ?? '' };
  };
  const frozen = async (count = 1) => {
    const at = await listed(count);
    await run(freezeAgenda.run, 'secretary', { meeting: at.meeting, part: 'agenda' });
    await settle();
    return at;
  };
  const dispatched = async () => {
    const at = await frozen();
    await run(dispatchAgenda.run, 'secretary', { meeting: at.meeting, part: 'agenda', lateReason: REASON });
    await settle();
    return at;
  };
  const inSession = async () => {
    const at = await dispatched();
    await run(beginMeeting.run, 'secretary', { meeting: at.meeting });
    await run(recordAttendance.run, 'secretary', attended(at.meeting));
    return at;
  };
  const decision = (at: { meeting: string; item: string }) => ({
    meeting: at.meeting,
    item: at.item,
    text: richTextOf('Anbefales.'),
    outcomes: [{ clause: 1, code: 'ANBEFALET', effect: 'FWD' }],
    absences: [{ label: 'Afbud:', people: ['Niels Basballe (A)'] }],
  });
  const ended = async () => {
    const at = await inSession();
    await run(recordDecision.run, 'secretary', decision(at));
    await run(endMeeting.run, 'secretary', { meeting: at.meeting });
    return at;
  };
  const signing = async () => {
    const at = await ended();
    await run(requestSignatures.run, 'secretary', { meeting: at.meeting });
    return at;
  };
  /** An office that nobody holds and that has nobody above it. */
  async function emptyOffices(): Promise<void> {
    const offices = town.app.connection.collection('offices');
    const [any] = await offices.find().limit(1).toArray();
    const vacant = { ...any, _id: 'office-vacant' as never, name: 'Ledig stilling', superior: null, holders: [] };
    await offices.deleteOne({ _id: 'office-vacant' as never });
    await offices.insertOne(vacant);
    await town.app.directory.refresh();
  }

  return {
    run,
    settle,
    item,
    read,
    meeting,
    listed,
    frozen,
    dispatched,
    inSession,
    decision,
    ended,
    signing,
    emptyOffices,
  };
}
export type Situations = ReturnType<typeof situationsIn>;
