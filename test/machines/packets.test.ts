/** The packets that a meeting was sent: when its stream takes an edition down, and who is mailed of it. */
import { describe, expect, it } from 'vitest';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import type { PacketEdition } from '#machines/meeting/packets.ts';
import { mailsOf } from './drive.ts';
import * as given from './given.ts';
import { packetBuilt } from './given-packets.ts';

const { dispatch, hash, meetingAt } = given;
const edition = (change: Partial<PacketEdition> = {}): PacketEdition => ({
  supplement: null,
  variant: 'members',
  edition: 1,
  manifest: hash(901),
  ...change,
});
const dispatchWith = (...packets: PacketEdition[]): MeetingEvent =>
  ({ ...dispatch(), packets }) as Extract<MeetingEvent, { type: 'dispatch' }>;

describe('A packet of a meeting', () => {
  it('that is ready when the agenda is dispatched is named there, and nobody is mailed of it a second time', () => {
    const meeting = meetingAt('frozen');
    const sent = meeting.send(dispatchWith(edition(), edition({ variant: 'public', edition: 2 })));
    expect(mailsOf(sent).map(({ template }) => template)).toEqual(['agenda-dispatched']);
    expect(meeting.context().packets).toEqual({ members: 1, public: 2 });
    expect(mailsOf(meeting.send(packetBuilt('agenda', 2)))).toEqual([]);
    expect(meeting.context().packets).toEqual({ members: 2, public: 2 });
  });

  it('that becomes ready later is taken down by itself, and the members are mailed once', () => {
    const meeting = meetingAt('dispatched');
    expect(meeting.context()).not.toHaveProperty('packets');
    expect(mailsOf(meeting.send({ ...packetBuilt(), variant: 'public' } as MeetingEvent))).toEqual([]);
    expect(mailsOf(meeting.send(packetBuilt()))).toEqual([
      { template: 'packet-ready', to: { organ: 'OEK' }, about: { meeting: given.MEETING, part: 'agenda' } },
    ]);
    expect(mailsOf(meeting.send(packetBuilt('agenda', 2)))).toEqual([]);
    expect(meeting.at()).toBe('dispatched');
  });

  it('is taken down once, whatever comes twice or late', () => {
    const meeting = meetingAt('dispatched');
    meeting.send(packetBuilt('agenda', 3));
    for (const number of [3, 2, 1]) expect(meeting.refusal(packetBuilt('agenda', number))).toBe('packet-is-newer');
    expect(meeting.refusal({ ...packetBuilt(), variant: 'public' } as MeetingEvent)).toBeNull();
  });

  it('is not taken down while nothing has been sent, nor when the agenda was thawed meanwhile', () => {
    expect(meetingAt('frozen').refusal(packetBuilt())).toBe('packet-of-sent-part');
    const thawed = meetingAt('frozen');
    thawed.send(given.thaw());
    expect(thawed.refusal(packetBuilt())).toBe('not-in-this-state');
  });

  it('of a supplement is taken down when the supplement has been sent, by its own numbers', () => {
    const meeting = meetingAt('dispatched');
    meeting.send(packetBuilt());
    meeting.send({ type: 'addPart', part: 'supplement-1' });
    meeting.send(given.itemListed('item-late', 1, 'supplement-1'));
    meeting.send(given.freeze(meeting, 'supplement-1'));
    expect(meeting.refusal(packetBuilt('supplement-1'))).toBe('packet-of-sent-part');
    meeting.send(dispatch('supplement-1'));
    expect(mailsOf(meeting.send(packetBuilt('supplement-1')))).toMatchObject([{ about: { part: 'supplement-1' } }]);
    // The whole of it follows as the next edition of what the members have.
    expect(mailsOf(meeting.send(packetBuilt('agenda', 2)))).toEqual([]);
    expect(meeting.context().packets).toEqual({ members: 2, 'members-supplement-1': 1 });
  });

  it('is taken down in every state that follows, to the signed protocol', () => {
    const meeting = given.signing();
    meeting.send(packetBuilt());
    meeting.send({ type: 'recallProtocol', reason: hash(6) });
    meeting.send(packetBuilt('agenda', 2));
    meeting.send(given.requestSignatures);
    for (const person of ['person-a', 'person-b']) meeting.send(given.sign(person));
    meeting.send(packetBuilt('agenda', 3));
    expect([meeting.at(), meeting.context().packets]).toEqual(['signed', { members: 3 }]);
  });

  it('that is missing does not keep an agenda back, and the bilag without a place in it are taken down', () => {
    const meeting = meetingAt('frozen');
    meeting.send({ ...dispatch(), missing: [{ item: 'item-a', bilag: 2 }] } as MeetingEvent);
    expect(meeting.at()).toBe('dispatched');
  });
});
