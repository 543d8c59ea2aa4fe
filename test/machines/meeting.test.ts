import { describe, expect, it } from 'vitest';
import type { EffectRequest } from '#machines/effects.ts';
import { mailsOf, signalsTo } from './drive.ts';
import * as given from './given.ts';

const { decide, dispatch, freeze, hash, itemListed, meetingAt, outcome, strike, thaw } = given;

describe('A meeting on its way', () => {
  it('given items in an order of choice, when the agenda is frozen, then they are numbered in it and told their versions', () => {
    const meeting = meetingAt('collecting');
    meeting.send({ type: 'order', items: ['item-b', 'item-a'] });
    const effects = meeting.send(freeze(meeting));
    expect(meeting.context().items).toMatchObject([
      { item: 'item-b', number: 1, version: hash(1) },
      { item: 'item-a', number: 2, version: hash(1) },
    ]);
    expect(signalsTo(effects, 'item-a')).toEqual([
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
    meeting.send(given.attended);
    meeting.send(decide('item-a', 'END', 600));
    meeting.send(decide('item-a', 'FWD', 601, hash(600)));
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
      basis: null,
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

describe('The day before which the agenda must be sent', () => {
  const rows = (effects: readonly EffectRequest[]) =>
    effects.flatMap((effect) => (effect.kind === 'deadline' ? [effect.params.id] : []));
  const dropped = (effects: readonly EffectRequest[]) =>
    effects.flatMap((effect) => (effect.kind === 'drop-deadlines' ? effect.params.ids : []));
  const again = { date: '2023-12-06', startsAt: '16:00', dispatch: { warns: given.due(3), due: given.due(4) } };

  it('moves with the meeting: the old deadlines are dropped and come to nothing', () => {
    const meeting = given.newMeeting();
    const effects = meeting.send({ type: 'reschedule', ...again });
    expect(rows(effects)).toEqual(['meeting-1-dispatchSoon-2', 'meeting-1-dispatchDue-2']);
    expect(dropped(effects)).toEqual(['meeting-1-dispatchSoon-1', 'meeting-1-dispatchDue-1']);
    expect(meeting.refusal({ type: 'dispatchDue', ...given.ofDeadline('d'), plan: 1 })).toBe('current-plan');
  });

  it('warns the secretariat, and is told of when it is missed; a sent agenda is not warned of', () => {
    const meeting = meetingAt('frozen');
    const soon = { type: 'dispatchSoon' as const, ...given.ofDeadline('d'), plan: 1 };
    expect(mailsOf(meeting.send(soon))).toMatchObject([{ template: 'dispatch-soon', to: { role: 'secretariat' } }]);
    const missed = meeting.send({ ...soon, type: 'dispatchDue' });
    expect(mailsOf(missed)).toMatchObject([{ template: 'dispatch-overdue' }]);
    const sent = meeting.send({ type: 'dispatch', part: 'agenda', late: true, lateReason: hash(9) });
    expect(mailsOf(sent)).toMatchObject([{ template: 'agenda-dispatched', to: { organ: 'OEK' } }]);
    expect(dropped(sent)).toHaveLength(2);
    expect(meeting.context().parts[0]).toEqual({ id: 'agenda', phase: 'dispatched', lateReason: hash(9) });
    expect(meeting.refusal(soon)).toBe('not-in-this-state');
  });
});

describe('An agenda that was gone through', () => {
  it('is collected again as soon as something comes, goes or moves', () => {
    const changes = [
      itemListed('item-c'),
      { type: 'itemUnlisted' as const, item: 'item-a', turn: 2 },
      { type: 'itemWithdrawn' as const, item: 'item-a', turn: 2 },
      { type: 'order' as const, items: ['item-b', 'item-a'] },
    ];
    for (const change of changes) {
      const meeting = meetingAt('collecting');
      meeting.send({ type: 'review' });
      expect(meeting.at()).toBe('reviewed');
      meeting.send(change);
      expect(meeting.at(), change.type).toBe('collecting');
    }
  });

  it('stays reviewed when an item it has no place for is refused, and can be frozen', () => {
    const meeting = meetingAt('collecting');
    meeting.send({ type: 'review' });
    meeting.send(itemListed('item-late', 1, 'supplement-9'));
    expect(meeting.at()).toBe('reviewed');
    meeting.send(freeze(meeting));
    expect(meeting.at()).toBe('frozen');
  });
});

describe('What was not on the agenda', () => {
  it('may be taken up with its reason: it gets the next number and its item is told', () => {
    const meeting = meetingAt('inSession');
    const effects = meeting.send(given.takeUp('item-new', 3));
    expect(meeting.context().items.at(-1)).toMatchObject({ item: 'item-new', number: 3, part: 'taken-up' });
    expect(signalsTo(effects, 'item-new')).toMatchObject([
      { type: 'takenUp', organ: 'OEK', part: 'taken-up', turn: 3, version: hash(1) },
    ]);
    meeting.send(decide('item-new'));
  });
});

describe('A protocol that is signed', () => {
  it('asks everybody who took part, reminds those who owe an answer, and is signed when nobody does', () => {
    const meeting = given.signing();
    expect(meeting.context().signatures.signers.map(({ person }) => person)).toEqual(['person-a', 'person-b']);
    meeting.send(given.sign('person-a', hash(5)));
    const reminded = meeting.send({ type: 'signatureDue', ...given.ofDeadline('d'), request: 1, reminder: 1 });
    expect(mailsOf(reminded)).toMatchObject([{ template: 'signature-reminder', to: { person: 'person-b' } }]);
    const done = meeting.send(given.sign('person-b'));
    expect([meeting.at(), signalsTo(done, 'item-a')]).toEqual([
      'signed',
      [{ type: 'meetingSigned', meeting: given.MEETING }],
    ]);
    expect(mailsOf(done)).toMatchObject([{ template: 'protocol-signed' }]);
    expect(meeting.context().signatures.signers.map(({ answer }) => answer)).toEqual(['reserved', 'signed']);
  });

  it('takes a refusal as an answer, and tells the secretariat and all who have signed of it', () => {
    const meeting = given.signing();
    meeting.send(given.sign('person-a'));
    expect(mailsOf(meeting.send(given.refuse('person-b')))).toMatchObject([
      { template: 'signature-refused', to: { role: 'secretariat' } },
      { template: 'signature-refused-notice', to: { person: 'person-a' }, about: { person: 'person-b' } },
      { template: 'protocol-signed' },
    ]);
    expect(meeting.at()).toBe('signed');
  });

  it('given a recall, then its signatures are void, their signers are told, and the next request starts anew', () => {
    const meeting = given.signing();
    meeting.send(given.sign('person-a'));
    const effects = meeting.send({ type: 'recallProtocol', reason: hash(6) });
    expect(mailsOf(effects)).toMatchObject([
      { template: 'protocol-recalled', to: { person: 'person-a' } },
      { template: 'protocol-recalled', to: { person: 'person-b' } },
    ]);
    expect([meeting.at(), meeting.context().signatures.signers]).toEqual(['ended', []]);
    meeting.send(given.requestSignatures);
    expect(meeting.refusal({ type: 'signatureDue', ...given.ofDeadline('d'), request: 1, reminder: 1 })).toBe(
      'current-signature-request',
    );
    expect(meeting.refusal(given.sign('person-a'))).toBeNull();
  });

  it('given three reminders in vain, then a person has to talk to a person', () => {
    const meeting = given.signing();
    const remind = (reminder: number) =>
      meeting.send({ type: 'signatureDue', ...given.ofDeadline('d'), request: 1, reminder });
    const rows = [1, 2, 3].map((n) =>
      remind(n).map((effect) => (effect.kind === 'mail' ? effect.params.template : effect.kind)),
    );
    expect(rows[0]).toEqual(['signature-reminder', 'signature-reminder', 'deadline']);
    expect(rows[2]).toEqual(['signature-reminder', 'signature-reminder', 'signature-overdue']);
  });

  it('given the rule that the chair signs, then only the chair is asked', () => {
    const meeting = given.signing('chair');
    expect(meeting.context().signatures.signers.map(({ person }) => person)).toEqual(['person-a']);
  });
});
