/** Signals arrive in the order in which they were caused, and say who caused them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listItem } from '#src/commands/item/list.ts';
import { unlistItem } from '#src/commands/item/unlist.ts';
import { beginMeeting } from '#src/commands/meeting/begin.ts';
import { dispatchAgenda } from '#src/commands/meeting/dispatch.ts';
import { freezeAgenda } from '#src/commands/meeting/freeze.ts';
import { recordDecision } from '#src/commands/meeting/record-decision.ts';
import { historyOf } from '#src/http/pages/meeting/history.ts';
import { driverOf } from '#src/model.ts';
import { loadItem } from '#src/queries/item.ts';
import { timelineOf } from '#src/queries/item-timeline.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { deliver } from '#src/queue/deliver.ts';
import { sendSignal } from '#src/queue/signals.ts';
import { createBatchedLedger } from '#src/store/batched-ledger.ts';
import type { Delivery } from '#src/store/models/delivery.ts';
import type { RecordOf } from '#src/store/read-stream.ts';
import { transitionOf } from '#src/store/record.ts';
import { namesIn } from '#src/words/names.ts';
import { word } from '#src/words/words.ts';
import { ORGANS_ONLY, REASON, type Situations, situationsIn } from './situations.ts';
import { openTown, PEOPLE, type Town, textOf } from './town.ts';

let town: Town;
let at: Situations;
beforeAll(async () => {
  town = await openTown();
  at = situationsIn(town);
});
afterAll(() => town.close());

/** Carries out the signals that wait for a stream, the last one first, as several workers may. */
async function deliverBackwards(stream: string): Promise<void> {
  const { collections } = town.app;
  const rows = await collections.deliveries.find({ 'effect.params.stream': stream, state: 'open' }).lean();
  const act = (row: Delivery) => sendSignal(town.app, row);
  const ledger = createBatchedLedger(collections);
  for (const { _id } of rows.toReversed()) await deliver({ ledger, act }, _id);
}
const itemsOf = async (meeting: string) =>
  ((await town.app.readHead(meeting)) as RecordOf<'meeting'>).state.context.items.map(({ item }) => item);

describe('items that are put on an agenda one after the other', () => {
  it('stand there in that order, whichever signal is carried first', async () => {
    const meeting = await at.meeting();
    const items: string[] = [];
    for (let n = 0; n < 6; n++) items.push(await town.submitted(ORGANS_ONLY, textOf(`Punkt ${n}`)));
    const order = [3, 0, 5, 1, 4, 2].map((n) => items[n] ?? '');
    for (const item of order) await at.run(listItem.run, 'secretary', { item, meeting });
    await town.app.relay.flush();
    await deliverBackwards(meeting);
    expect(await itemsOf(meeting)).toEqual(order);
  });

  it('do so also where the last of them is carried before the others are in the ledger', async () => {
    const meeting = await at.meeting();
    const items: string[] = [];
    for (let n = 0; n < 3; n++) items.push(await town.submitted(ORGANS_ONLY, textOf(`Punkt ${n}`)));
    const [first = '', second = '', third = ''] = items;
    await at.run(listItem.run, 'secretary', { item: second, meeting });
    await at.run(listItem.run, 'secretary', { item: first, meeting });
    await at.run(unlistItem.run, 'secretary', { item: second });
    await at.run(listItem.run, 'secretary', { item: third, meeting });
    // The relay of another process carries the last one; this one's waits.
    const head = await town.app.readHead(third);
    const effect = head?.effects.find(({ kind }) => kind === 'signal');
    await sendSignal(town.app, { effect } as Delivery);
    expect(await itemsOf(meeting)).toEqual([first, third]);
  });
});

describe('what a meeting has done to an item', () => {
  /** An item whose meeting has decided on it, which the item has not heard of. */
  async function decidedOn() {
    const { meeting, item } = await at.listed();
    await at.run(freezeAgenda.run, 'secretary', { meeting, part: 'agenda' });
    await at.run(dispatchAgenda.run, 'secretary', { meeting, part: 'agenda', lateReason: REASON });
    await at.run(beginMeeting.run, 'secretary', { meeting });
    await at.run(recordDecision.run, 'secretary', at.decision({ meeting, item }));
    await town.app.relay.flush();
    return item;
  }
  const newest = async (item: string) =>
    (await loadItem(town.app, item)).records.slice(-3).map(({ event }) => event.type);

  it('is in the history of the item step by step, whichever signal is carried first', async () => {
    const item = await decidedOn();
    await deliverBackwards(item);
    expect(await newest(item)).toEqual(['frozen', 'dispatched', 'treated']);
  });

  it('is so also where the first signal is not in the ledger and the later ones are', async () => {
    const item = await decidedOn();
    // As if the process that committed the first had died before it carried it.
    const { deliveries, transitions } = town.app.collections;
    const first = { 'effect.params.stream': item, 'effect.params.event.type': 'frozen' };
    const row = await deliveries.findOneAndDelete(first).lean();
    if (row === null) throw new Error('the frozen agenda signals nothing');
    const cause = { _id: transitionOf(row._id) as never };
    await driverOf(transitions).updateOne(cause, { $set: { pending: row.createdAt } });
    await deliverBackwards(item);
    expect(await newest(item)).toEqual(['frozen', 'dispatched', 'treated']);
  });
});

describe('the history of a stream', () => {
  it('says who did what another stream has signalled', async () => {
    const { meeting, item } = await at.inSession();
    await at.run(recordDecision.run, 'secretary', at.decision({ meeting, item }));
    await at.settle();
    const directory = await town.app.directory.current();
    const secretary = directory.people.get(PEOPLE.secretary)?.name ?? '';
    const records = await loadItem(town.app, item);
    const signalled = records.records.filter(({ actor }) => actor.kind === 'system');
    expect(signalled.map(({ event }) => event.type)).toEqual(['frozen', 'dispatched', 'treated']);
    for (const { actor } of signalled) {
      expect(actor).toMatchObject({ part: 'meeting', causedBy: { kind: 'person', person: PEOPLE.secretary } });
    }
    const timeline = timelineOf(records, directory);
    expect(timeline.find(({ event }) => event === 'treated')?.by).toBe(secretary);
    const view = await meetingView(town.app, (await town.as('secretary')).actor, meeting);
    const listed = historyOf(view, namesIn(directory), new Map()).find(({ text }) =>
      text.includes(word('events', 'itemListed')),
    );
    expect(listed?.who).toBe(secretary);
  });
});
