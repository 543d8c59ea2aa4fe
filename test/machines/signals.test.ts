/** Signals travel by queue: they may come late, twice or in another order. The end must be the same. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import type { MachineEvent } from '#machines/run.ts';
import { drive, signalsTo } from './drive.ts';
import * as given from './given.ts';

const { content, hash, list, reports } = given;

/** Every order, and some of the signals twice. */
const inAnyOrder = <T>(events: T[]) =>
  fc
    .tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
    .map(([once, again]) => [...once, ...again]);

const listed = () => {
  const item = given.approved();
  item.send(list(item));
  return item;
};
const endOf = (item: given.ItemDriver, events: MachineEvent[]) => {
  const end = drive('agenda-item', { state: item.state() });
  for (const event of events) end.attempt(event);
  return end.state();
};
const sameEndInAnyOrder = (item: given.ItemDriver, events: ItemEvent[]) => {
  const inOrder = endOf(item, events);
  fc.assert(
    fc.property(inAnyOrder(events), (shuffled) => {
      expect(endOf(item, shuffled)).toEqual(inOrder);
    }),
  );
  return inOrder;
};

describe("A meeting's reports overtake each other on the way to the item", () => {
  it('frozen, dispatched, treated, treated anew, ended and signed: the item ends where it would have in order', () => {
    const item = listed();
    const of = reports(item);
    const end = sameEndInAnyOrder(item, [
      of.frozen(1),
      of.dispatched(2),
      of.treated('END', 3),
      of.treated('FWD', 4),
      of.ended('FWD', 5),
      of.signed(),
    ]);
    expect(end.value).toBe('travelling.organ.waiting');
    expect(end.context.treatments).toHaveLength(1);
  });

  it('a version pinned before an amendment stands, whichever report brings it', () => {
    const item = listed();
    const of = reports(item);
    item.send(given.amend(item, 'editorial', content(2)));
    for (const events of [
      [of.frozen(1), of.dispatched(2), of.treated('END', 3), of.ended('END', 4)],
      [of.frozen(1), of.dispatched(2), of.treated('END', 3)],
      [of.frozen(1), of.dispatched(2)],
    ]) {
      expect(sameEndInAnyOrder(item, events).context.version).toEqual({ n: 3, hash: hash(1) });
    }
  });

  it('frozen and thawed: the item is free again, and after a second freeze it is not', () => {
    const item = listed();
    const of = reports(item);
    expect(sameEndInAnyOrder(item, [of.frozen(1), of.thawed(2)]).context.listing?.frozen).toBe(false);
    const twice = [of.frozen(1), of.thawed(2), of.frozen(3)];
    expect(sameEndInAnyOrder(item, twice).context.listing?.frozen).toBe(true);
    expect(sameEndInAnyOrder(item, [...twice, of.dispatched(4)]).value).toBe('travelling.organ.dispatched');
  });

  it('frozen, dispatched and struck: the item waits', () => {
    const item = listed();
    const of = reports(item);
    expect(sameEndInAnyOrder(item, [of.frozen(1), of.dispatched(2), of.struck(3)]).value).toBe(
      'travelling.organ.waiting',
    );
  });

  it('whatever a meeting said of an earlier listing is not taken for news of the present one', () => {
    const item = listed();
    const of = reports(item);
    item.send({ type: 'unlist' });
    item.send(list(item));
    const before = item.state();
    const late = [of.refused(), of.frozen(1), of.thawed(2), of.dispatched(3), of.struck(4), of.treated(), of.ended()];
    expect(endOf(item, late)).toEqual(before);
  });
});

describe("An item's news overtake each other on the way to the meeting", () => {
  const item = 'item-a';
  const news = (count: number): MeetingEvent[] =>
    Array.from({ length: count }, (_, n) =>
      n % 2 === 0 ? given.itemListed(item, n + 1) : { type: 'itemUnlisted', item, turn: n + 1 },
    );

  it('listed, unlisted, listed … : the last turn counts', () => {
    for (const count of [2, 3, 4, 5]) {
      const events = news(count);
      fc.assert(
        fc.property(inAnyOrder(events), (shuffled) => {
          const meeting = given.meetingAt('collecting', ['item-b']);
          for (const event of shuffled) meeting.attempt(event);
          expect(meeting.context().items.some((each) => each.item === item)).toBe(count % 2 === 1);
          expect(meeting.context().heard[item]).toBe(count);
        }),
      );
    }
  });
});

/**
 * One item and two meetings with the queue between them: people act whenever their rules allow, signals are delivered in any
 * order and some twice. When the queue has run dry, item and meeting must tell the same story.
 */
type MeetingId = 'meeting-1' | 'meeting-2';
type Move = (world: World) => boolean;

const ofMeeting = (id: MeetingId) =>
  ({
    list: ({ item, act }) => act(given.ITEM, list(item, id)),
    freeze: ({ item, meetings, act }) => {
      const { hash: version } = item.context().version ?? { hash: hash(0) };
      const pins = meetings[id].context().items.map((each) => ({ item: each.item, version }));
      return act(id, { type: 'freeze', part: 'agenda', pins });
    },
    dispatch: ({ act }) => act(id, given.dispatch()),
    // Days lie between an agenda's dispatch and its meeting: what was said before it has been heard when it begins.
    begin: ({ act, deliverAll }) => {
      deliverAll();
      return act(id, { type: 'begin' });
    },
    decide: ({ act }) => act(id, given.decide(given.ITEM, 'SAME')),
    end: ({ act }) => {
      act(id, given.attended);
      act(id, given.decide('item-other'));
      return act(id, { type: 'end' });
    },
    thaw: ({ act }) => act(id, given.thaw()),
    strike: ({ act }) => act(id, given.strike(given.ITEM)),
  }) satisfies Record<string, Move>;

const MEETING_MOVES = (['meeting-1', 'meeting-2'] as const).map(ofMeeting);
/** What brings a meeting nearer to its end; without these, chance alone would hardly ever hold a meeting. */
const ONWARD = MEETING_MOVES.map(({ end, begin, dispatch, freeze, list: take, decide }): Move => {
  return (all) => [take, end, decide, begin, dispatch, freeze].some((move) => move(all));
});
const PEOPLE: Move[] = [
  ...ONWARD,
  ...MEETING_MOVES.flatMap((moves): Move[] => Object.values(moves)),
  ({ act }) => act(given.ITEM, { type: 'unlist' }),
  ({ item, act }) =>
    act(given.ITEM, given.amend(item, 'editorial', content(item.context().version?.hash === hash(1) ? 2 : 1))),
  ...ONWARD,
];

type World = ReturnType<typeof world>;
function world() {
  const route = [given.organ('finance', 'OEK')];
  const item = given.submitted(route);
  const meetings = { 'meeting-1': meeting('meeting-1'), 'meeting-2': meeting('meeting-2') };
  const streams = { [given.ITEM]: item, ...meetings } as Record<string, given.ItemDriver | given.MeetingDriver>;
  const queue: { stream: string; event: MachineEvent }[] = [];
  const act = (stream: string, event: MachineEvent): boolean => {
    const result = streams[stream]?.attempt(event);
    if (!result?.accepted) return false;
    for (const to of Object.keys(streams)) {
      for (const signal of signalsTo(result.effects, to)) queue.push({ stream: to, event: signal });
    }
    return true;
  };
  const deliver = (at: number, keep: boolean) => {
    const place = at % Math.max(1, queue.length);
    const next = queue[place];
    if (next === undefined) return;
    if (!keep) queue.splice(place, 1);
    act(next.stream, next.event);
  };
  const deliverAll = () => {
    while (queue.length > 0) deliver(queue.length - 1, false);
  };
  return { item, meetings, act, deliver, deliverAll };
}
function meeting(id: string): given.MeetingDriver {
  const born = drive('meeting', {
    birth: { type: 'plan', meeting: id, organ: 'OEK', date: '2023-12-05', startsAt: '15:00', signing: 'participants' },
  });
  born.send(given.itemListed('item-other'));
  return born;
}

describe('An item and its meetings', () => {
  it('tell the same story once all signals have come, whatever people did meanwhile', () => {
    const move = fc.record({
      person: fc.nat(PEOPLE.length - 1),
      deliveries: fc.array(fc.record({ at: fc.nat(20), again: fc.boolean() }), { maxLength: 3 }),
    });
    let treated = 0;
    let settled = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 15, maxLength: 60, size: 'max' }), (moves) => {
        const all = world();
        for (const { person, deliveries } of moves) {
          PEOPLE[person]?.(all);
          for (const { at, again } of deliveries) all.deliver(at, again);
        }
        all.deliverAll();
        const { listing, version, treatments, turn } = all.item.context();
        for (const [id, each] of Object.entries(all.meetings)) {
          const listed = each.context().items.find(({ item, struck }) => item === given.ITEM && !struck);
          const running = !['ended', 'signed'].includes(each.at());
          expect(listing?.meeting === id, `${id} and item agree who has it`).toBe(listed !== undefined && running);
          if (listed && listing?.meeting === id) {
            settled += 1;
            expect(listing.frozen).toBe(listed.number !== null);
            expect(each.context().heard[given.ITEM]).toBe(turn);
            if (listed.version !== null) expect(version?.hash).toBe(listed.version);
          }
          if (listed && !running) {
            treated += 1;
            expect(treatments.filter((treatment) => treatment.meeting === id)).toHaveLength(1);
          }
        }
      }),
      { numRuns: 250 },
    );
    expect(settled).toBeGreaterThan(30);
    expect(treated).toBeGreaterThan(10);
  });
});
