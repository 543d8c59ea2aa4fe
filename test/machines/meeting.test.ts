import { describe, expect, it } from 'vitest';
import { signalsTo } from './drive.ts';
import * as given from './given.ts';

const { decide, dispatch, freeze, hash, itemListed, meetingAt, outcome, strike, thaw } = given;

describe('A meeting on its way', () => {
  it('given items in an order of choice, when the agenda is frozen, then they are numbered in it and told their versions', () => {
    const meeting = meetingAt('collecting');
    meeting.send({ type: 'order', items: ['item-b', 'item-a'] });
    const wishes = meeting.send(freeze(meeting));
    expect(meeting.context().items).toMatchObject([
      { item: 'item-b', number: 1, version: hash(1) },
      { item: 'item-a', number: 2, version: hash(1) },
    ]);
    expect(signalsTo(wishes, 'item-a')).toEqual([
      { type: 'frozen', meeting: given.MEETING, turn: 1, report: 1, version: hash(1) },
    ]);
  });

  it('given a frozen agenda, when it is thawed, then it can change again and is numbered from one when frozen anew', () => {
    const meeting = meetingAt('frozen', ['item-a', 'item-b', 'item-c']);
    meeting.send(strike('item-b'));
    expect(signalsTo(meeting.send(thaw()), 'item-a')).toEqual([
      { type: 'thawed', meeting: given.MEETING, turn: 1, report: 3 },
    ]);
    expect(meeting.at()).toBe('collecting');
    meeting.send(freeze(meeting));
    expect(meeting.context().items).toMatchObject([
      { item: 'item-a', number: 1 },
      { item: 'item-c', number: 2 },
    ]);
  });

  it('given a dispatched agenda, when a supplement is frozen and sent, then its numbers go on where the agenda ends', () => {
    const meeting = meetingAt('dispatched');
    meeting.send({ type: 'addPart', part: 'supplement-1' });
    meeting.send(itemListed('item-late', 1, 'supplement-1'));
    meeting.send(freeze(meeting, 'supplement-1'));
    meeting.send(thaw('supplement-1'));
    meeting.send(freeze(meeting, 'supplement-1'));
    meeting.send(dispatch('supplement-1'));
    expect(meeting.context().items.at(-1)).toMatchObject({ item: 'item-late', number: 3 });
    meeting.send({ type: 'begin' });
    expect(meeting.at()).toBe('inSession');
  });

  it('given a frozen agenda whose supplement is sent first, then each part goes its own way', () => {
    const meeting = meetingAt('frozen');
    meeting.send({ type: 'addPart', part: 'supplement-1' });
    meeting.send(itemListed('item-late', 1, 'supplement-1'));
    meeting.send(freeze(meeting, 'supplement-1'));
    expect(meeting.refusal(thaw())).toBe('no-later-part-frozen');
    meeting.send(dispatch('supplement-1'));
    meeting.send(dispatch());
    expect(meeting.at()).toBe('dispatched');
  });

  it('given a decision corrected during the meeting, then the item is told both, and the last one at the end', () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send({ type: 'recordAttendance', attendance: hash(8) });
    meeting.send(decide('item-a', 'END', 600));
    meeting.send(decide('item-a', 'FWD', 601));
    expect(signalsTo(meeting.send({ type: 'end' }), 'item-a')).toEqual([
      {
        type: 'meetingEnded',
        meeting: given.MEETING,
        turn: 1,
        report: 5,
        version: hash(1),
        decision: { hash: hash(601), effect: 'FWD' },
      },
    ]);
    expect(meeting.at()).toBe('ended');
    expect(meeting.context().attendance).toBe(hash(8));
  });

  it('given clauses with different outcomes, then the item takes the strongest', () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send({
      type: 'recordDecision',
      item: 'item-a',
      decision: hash(600),
      outcomes: [outcome('END', 1), outcome('FWD', 2), outcome('SIDE', 3)],
    });
    expect(meeting.context().items[0]?.decision).toEqual({ hash: hash(600), effect: 'SIDE' });
  });

  it('given an organ whose protocol nobody signs, when the meeting ends, then it is signed by itself and items are told', () => {
    const meeting = given.newMeeting('nobody');
    meeting.send(itemListed('item-a'));
    meeting.send(freeze(meeting));
    meeting.send(dispatch());
    meeting.send({ type: 'begin' });
    meeting.send(decide('item-a'));
    expect(signalsTo(meeting.send({ type: 'end' }), 'item-a').map(({ type }) => type)).toEqual([
      'meetingEnded',
      'meetingSigned',
    ]);
    expect(meeting.at()).toBe('signed');
  });
});

describe('Items come and go', () => {
  it('given an open agenda, when an item leaves, then it is gone; after freeze it stays with its number as "udgår"', () => {
    for (const type of ['itemUnlisted', 'itemWithdrawn'] as const) {
      const open = meetingAt('collecting');
      open.send({ type, item: 'item-a', turn: 2 });
      expect(open.context().items.map(({ item }) => item)).toEqual(['item-b']);
      const frozen = meetingAt('frozen');
      frozen.send({ type, item: 'item-a', turn: 2 });
      expect(frozen.context().items[0]).toMatchObject({ item: 'item-a', number: 1, struck: true });
    }
  });

  it('given a decision made, when the item is withdrawn, then the decision stands', () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send(decide('item-a'));
    meeting.send({ type: 'itemWithdrawn', item: 'item-a', turn: 2 });
    expect(meeting.context().items[0]).toMatchObject({ struck: false, decision: { hash: hash(600) } });
  });

  it('given a struck item, then the meeting ends without deciding it and tells it nothing more', () => {
    const meeting = meetingAt('inSession');
    expect(signalsTo(meeting.send(strike('item-a')), 'item-a')).toMatchObject([{ type: 'struck', turn: 1 }]);
    meeting.send(decide('item-b'));
    expect(signalsTo(meeting.send({ type: 'end' }), 'item-a')).toEqual([]);
  });

  it('given a meeting past taking items on, when an item is listed, then it is refused, however late', () => {
    const ended = meetingAt('inSession', ['item-a']);
    ended.send(decide('item-a'));
    ended.send({ type: 'end' });
    for (const meeting of [meetingAt('frozen'), meetingAt('dispatched'), meetingAt('inSession'), ended]) {
      expect(signalsTo(meeting.send(itemListed('item-late', 5)), 'item-late')).toEqual([
        { type: 'listingRefused', meeting: given.MEETING, turn: 5 },
      ]);
    }
  });

  it('given a part that does not exist, when an item is listed on it, then it is refused', () => {
    for (const meeting of [given.newMeeting(), meetingAt('collecting')]) {
      expect(meeting.send(itemListed('item-late', 1, 'supplement-9'))).toHaveLength(1);
    }
  });
});
