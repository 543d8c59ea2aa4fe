import { describe, expect, it } from 'vitest';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import { MAX_ITEMS, type MeetingRule, meetingRules } from '#machines/meeting/rules.ts';
import * as given from './given.ts';
import { packetBuilt } from './given-packets.ts';

const { dispatch, freeze, itemListed, meetingAt, strike, thaw } = given;
type Case = () => [given.MeetingDriver, MeetingEvent];

const withSupplement = () => {
  const meeting = meetingAt('frozen');
  meeting.send({ type: 'addPart', part: 'supplement-1' });
  return meeting;
};
const supplementFrozen = () => {
  const meeting = withSupplement();
  meeting.send(itemListed('item-late', 1, 'supplement-1'));
  meeting.send(freeze(meeting, 'supplement-1'));
  return meeting;
};

/** For each rule that can refuse: a situation and the event it refuses there. */
const cases: Record<Exclude<MeetingRule, 'agenda-has-room' | 'item-not-numbered'>, Case> = {
  'agenda-has-items': () => {
    const meeting = meetingAt('collecting', ['item-a']);
    meeting.send({ type: 'itemUnlisted', item: 'item-a', turn: 2 });
    return [meeting, { type: 'review' }];
  },
  'item-not-on-agenda': () => [meetingAt('inSession'), given.takeUp('item-a', 2)],
  'late-needs-reason': () => [meetingAt('frozen'), { type: 'dispatch', part: 'agenda', late: true, lateReason: null }],
  'current-plan': () => [meetingAt('collecting'), { type: 'dispatchDue', ...given.ofDeadline('d'), plan: 2 }],
  'chair-took-part': () => [
    given.meetingAt('inSession'),
    { type: 'recordAttendance', basis: 1, attendance: given.hash(9), present: ['person-a'], chair: 'person-b' },
  ],
  'attendance-recorded': () => {
    const meeting = meetingAt('dispatched', ['item-a']);
    meeting.send({ type: 'begin' });
    meeting.send(given.decide('item-a'));
    return [meeting, { type: 'end' }];
  },
  'somebody-signs': () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send(given.decide('item-a'));
    meeting.send({ type: 'recordAttendance', basis: 1, attendance: given.hash(9), present: [], chair: null });
    meeting.send({ type: 'end' });
    return [meeting, given.requestSignatures];
  },
  'decision-as-seen': () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send(given.decide('item-a', 'END', 600));
    return [meeting, given.decide('item-a', 'END', 601)];
  },
  'attendance-as-seen': () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send(given.attended);
    return [meeting, { ...given.attended, chair: 'person-b' } as MeetingEvent];
  },
  'is-signer': () => [given.signing(), given.sign('person-stranger')],
  'not-answered-yet': () => {
    const meeting = given.signing();
    meeting.send(given.sign('person-a'));
    return [meeting, given.refuse('person-a')];
  },
  'current-protocol': () => {
    const meeting = given.signing();
    return [meeting, { ...given.refuse('person-a'), protocol: given.hash(1) } as MeetingEvent];
  },
  'current-signature-request': () => [
    given.signing(),
    { type: 'signatureDue', ...given.ofDeadline('d'), request: 1, reminder: 2 },
  ],
  'part-is-main': () => [meetingAt('collecting'), { type: 'freeze', part: 'supplement-1', pins: [] }],
  'part-is-supplement': () => [meetingAt('dispatched'), thaw()],
  'part-new': () => [meetingAt('frozen'), { type: 'addPart', part: 'agenda' }],
  'part-open': () => {
    const meeting = supplementFrozen();
    return [meeting, freeze(meeting, 'supplement-1')];
  },
  'part-frozen': () => [withSupplement(), dispatch('supplement-1')],
  'no-later-part-frozen': () => {
    const meeting = supplementFrozen();
    meeting.send({ type: 'addPart', part: 'supplement-2' });
    meeting.send(itemListed('item-later', 1, 'supplement-2'));
    meeting.send(freeze(meeting, 'supplement-2'));
    return [meeting, thaw('supplement-1')];
  },
  'part-has-items': () => [withSupplement(), { type: 'freeze', part: 'supplement-1', pins: [] }],
  'order-names-each-once': () => [meetingAt('collecting'), { type: 'order', items: ['item-a', 'item-a'] }],
  'pins-each-item': () => [meetingAt('collecting'), { type: 'freeze', part: 'agenda', pins: [] }],
  'every-part-dispatched': () => {
    const meeting = meetingAt('dispatched');
    meeting.send({ type: 'addPart', part: 'supplement-1' });
    meeting.send(itemListed('item-late', 1, 'supplement-1'));
    return [meeting, { type: 'begin' }];
  },
  'packet-of-sent-part': () => [supplementFrozen(), packetBuilt('supplement-1')],
  'packet-is-newer': () => {
    const meeting = meetingAt('dispatched');
    meeting.send(packetBuilt());
    return [meeting, packetBuilt()];
  },
  'not-overtaken': () => [meetingAt('collecting'), { type: 'itemUnlisted', item: 'item-a', turn: 1 }],
  'item-on-agenda': () => [meetingAt('inSession'), given.decide('item-unknown')],
  'item-undecided': () => {
    const meeting = meetingAt('inSession');
    meeting.send(given.decide('item-a'));
    return [meeting, strike('item-a')];
  },
  'same-outcome': () => {
    const meeting = meetingAt('inSession', ['item-a']);
    meeting.send(given.decide('item-a', 'END'));
    meeting.send({ type: 'end' });
    return [meeting, given.decide('item-a', 'FWD', 601, given.hash(600))];
  },
  'every-item-decided': () => [meetingAt('inSession'), { type: 'end' }],
};

describe("Each of the meeting's rules refuses by its own name", () => {
  for (const [rule, situation] of Object.entries(cases)) {
    it(`${rule}: the event is refused, and nothing has changed`, () => {
      const [meeting, event] = situation();
      const before = meeting.state();
      expect(meeting.attempt(event)).toEqual({ accepted: false, rule, event: event.type });
      expect(meeting.state()).toEqual(before);
    });
  }

  it('agenda-has-room: an item too many is answered with a refusal of the listing, not silence', () => {
    const meeting = meetingAt(
      'collecting',
      Array.from({ length: MAX_ITEMS }, (_, n) => `item-${n}`),
    );
    expect(meeting.send(itemListed('item-too-many')).map(({ params }) => params)).toEqual([
      { stream: 'item-too-many', event: { type: 'listingRefused', meeting: given.MEETING, turn: 1 } },
    ]);
    expect(meeting.context().items).toHaveLength(MAX_ITEMS);
  });

  it('item-not-numbered: what was struck from the sent agenda keeps its number and is not taken on a second time', () => {
    const meeting = meetingAt('dispatched');
    meeting.send(strike('item-a'));
    meeting.send({ type: 'addPart', part: 'supplement-1' });
    expect(meeting.send(itemListed('item-a', 3, 'supplement-1'))).toHaveLength(1);
    expect(meeting.context().items).toMatchObject([
      { item: 'item-a', number: 1, struck: true },
      { item: 'item-b', number: 2 },
    ]);
  });

  it('no rule is without a case here', () => {
    expect([...Object.keys(cases), 'agenda-has-room', 'item-not-numbered'].toSorted()).toEqual(
      Object.keys(meetingRules).toSorted(),
    );
  });
});
