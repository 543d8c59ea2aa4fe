/** The date of a wait is found when the command decides: it stands in the event, and the machine only passes it on. */
import { describe, expect, it } from 'vitest';
import type { Due } from '#machines/primitives.ts';
import { machines, restore, step } from '#machines/run.ts';
import { fixedClock } from '#src/clock.ts';
import { deadlineRow } from '#src/store/deadlines.ts';
import { submit } from '../machines/given.ts';
import { newItemId, openStore } from './processes.ts';

const store = await openStore();
const clock = fixedClock(new Date('2023-05-17T13:00:00.000Z'));
const process = await store.startProcess({ clock });

/** Kristi himmelfartsdag, 18 May, is passed over. */
const TWO_HVERDAGE_LATER = '2023-05-22T06:00:00.000Z';

async function submitted() {
  const item = newItemId();
  await process.born(item);
  await process.send(item, submit());
  const record = await store.head(item);
  if (record === null) throw new Error('nothing was committed');
  return { item, record };
}

describe('An event that makes somebody wait', () => {
  it('says until when, and its deadline has the same date', async () => {
    const { record } = await submitted();
    const waits = 'waits' in record.event ? record.event.waits : undefined;
    expect(waits?.['approval-reminder']?.dueAt).toBe(TWO_HVERDAGE_LATER);
    const [deadline] = record.effects.filter(({ kind }) => kind === 'deadline');
    expect(deadline?.params).toMatchObject({ due: waits?.['approval-reminder'] });
  });

  it('has the same effects when the machine is asked again with what was recorded', async () => {
    const { item, record } = await submitted();
    const [birth] = await store.chain(item);
    if (birth === undefined) throw new Error('the chain is empty');
    const again = step(machines['agenda-item'], restore(machines['agenda-item'], birth.state), record.event);
    expect(again.accepted && again.effects).toEqual(record.effects.map(({ key: _, ...effect }) => effect));
  });

  it('says nothing of dates where nobody comes to wait', async () => {
    const item = newItemId();
    await process.born(item);
    await process.send(item, { type: 'withdraw', reason: 'a'.repeat(64) });
    expect((await store.head(item))?.event).not.toHaveProperty('waits');
  });
});

describe('A deadline of version 1, which names its rule alone', () => {
  it('is entered with the date that the rule gives, counted from its transition', () => {
    const event = { type: 'reminderDue', request: 1 } as const;
    const row = deadlineRow('item-1', '2023-05-17T13:00:00.000Z', {
      id: 'item-1-reminder-1',
      due: { rule: 'approval-reminder' },
      event,
    });
    expect(row.dueAt.toISOString()).toBe(TWO_HVERDAGE_LATER);
    expect((row.basis as Due['basis']).rule).toBe('approval-reminder');
  });
});
