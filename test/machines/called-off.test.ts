/** A meeting is moved or does not take place: who is mailed, what becomes of its items, and which deadlines are left. */
import { describe, expect, it } from 'vitest';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import { mailsOf, signalsTo } from './drive.ts';
import * as given from './given.ts';

const callOff: MeetingEvent = { type: 'callOff', reason: given.hash(5) };
const move: MeetingEvent = { type: 'reschedule', date: '2023-12-12', startsAt: '15:00', dispatch: null };
const officers = { officersFor: 'OEK' };
const members = { organ: 'OEK' };

describe('A meeting that is called off', () => {
  it('before its agenda was sent: its items wait again, its deadlines are dropped, and the officers are mailed', () => {
    const meeting = given.meetingAt('collecting', ['item-a', 'item-b']);
    const effects = meeting.send(callOff);
    expect(meeting.at()).toBe('cancelled');
    for (const item of ['item-a', 'item-b']) {
      expect(signalsTo(effects, item)).toMatchObject([{ type: 'struck', meeting: given.MEETING, turn: 1 }]);
    }
    expect(effects.map(({ kind }) => kind)).toContain('drop-deadlines');
    expect(mailsOf(effects)).toMatchObject([
      { template: 'meeting-cancelled', to: officers, about: { reason: given.hash(5) } },
    ]);
  });

  it('after it was sent: the members are mailed as well; what was struck before is not struck twice', () => {
    const meeting = given.meetingAt('dispatched', ['item-a', 'item-b']);
    meeting.send(given.strike('item-b'));
    const effects = meeting.send(callOff);
    expect(mailsOf(effects).map(({ to }) => to)).toEqual([members, officers]);
    expect([signalsTo(effects, 'item-a').length, signalsTo(effects, 'item-b').length]).toEqual([1, 0]);
  });

  it('takes no item, no deadline and nothing else any more', () => {
    const meeting = given.meetingAt('collecting', ['item-a']);
    meeting.send(callOff);
    expect(signalsTo(meeting.send(given.itemListed('item-late', 1)), 'item-late')).toMatchObject([
      { type: 'listingRefused' },
    ]);
    const due: MeetingEvent = { type: 'dispatchDue', ...given.ofDeadline('d'), plan: 1 };
    for (const event of [callOff, move, due, { type: 'begin' } as const]) {
      expect(meeting.refusal(event)).toBe('not-in-this-state');
    }
  });

  it('is no longer called off once it has begun', () => {
    expect(given.meetingAt('inSession').refusal(callOff)).toBe('not-in-this-state');
  });
});

describe('A meeting that is moved', () => {
  it('before its agenda was sent takes its deadlines along; the officers are mailed from when', () => {
    const meeting = given.meetingAt('frozen', ['item-a']);
    const { date, startsAt } = meeting.context();
    const due = { warns: given.due(1), due: given.due(2) };
    const effects = meeting.send({ ...move, dispatch: due });
    expect(mailsOf(effects)).toMatchObject([
      { template: 'meeting-moved', to: officers, about: { from: { date, startsAt } } },
    ]);
    expect(effects.filter(({ kind }) => kind === 'deadline')).toHaveLength(2);
    expect(meeting.at()).toBe('frozen');
  });

  it('after its agenda was sent mails its members as well, and has no deadline of a dispatch any more', () => {
    const meeting = given.meetingAt('dispatched', ['item-a']);
    const effects = meeting.send({ ...move, dispatch: { warns: given.due(1), due: given.due(2) } });
    expect(mailsOf(effects).map(({ to }) => to)).toEqual([members, officers]);
    expect(effects.filter(({ kind }) => kind === 'deadline')).toEqual([]);
    expect([meeting.at(), meeting.context().date]).toEqual(['dispatched', '2023-12-12']);
  });
});
