/** How large a context can become, and that nothing of a state is lost in storing it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STEPS } from '#machines/agenda-item/events.ts';
import { MAX_OPEN_QUESTIONS } from '#machines/agenda-item/parts/questions.ts';
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { MAX_PARTIES } from '#machines/hearing/events.ts';
import { MAX_ITEMS } from '#machines/meeting/rules.ts';
import { knownEvents, type MachineEvent, type MachineName, machines, restore, step, toStored } from '#machines/run.ts';
import { randomIds } from '#src/ids.ts';
import { MAX_CONTEXT_BYTES } from '#src/store/commit.ts';
import { hearingEvents, itemEvents, meetingEvents } from './any-events.ts';
import { drive } from './drive.ts';
import * as given from './given.ts';
import * as hearing from './given-hearing.ts';
import { packetBuilt } from './given-packets.ts';
import { walkEverything } from './graph.ts';

const reached = walkEverything();
const size = (context: unknown) => Buffer.byteLength(JSON.stringify(context));
const id = (prefix: string) => randomIds.next(prefix);

describe('A context stays under what its stream may have', () => {
  it('for a full agenda, every item decided, while twice as many others came and went', () => {
    const meeting = drive('meeting', {
      birth: {
        type: 'plan',
        meeting: id('meeting'),
        organ: id('organ'),
        date: '2023-12-05',
        startsAt: '15:00',
        signing: 'participants',
      },
    });
    const items = Array.from({ length: MAX_ITEMS }, () => id('item'));
    for (let n = 0; n < 2 * MAX_ITEMS; n++) {
      const passing = id('item');
      meeting.send(given.itemListed(passing, 1));
      meeting.send({ type: 'itemUnlisted', item: passing, turn: 2 });
    }
    for (const item of items) meeting.send(given.itemListed(item, 11));
    meeting.send(given.freeze(meeting));
    meeting.send(given.dispatch());
    meeting.send(packetBuilt());
    meeting.send({ type: 'begin' });
    const council = Array.from({ length: 31 }, () => id('person'));
    meeting.send({
      type: 'recordAttendance',
      basis: 0,
      attendance: given.hash(8),
      present: council,
      chair: council[0] ?? null,
    });
    for (const item of items) meeting.send(given.decide(item, 'SIDE'));
    meeting.send({ type: 'end' });
    meeting.send(given.requestSignatures);
    for (const person of council.slice(1)) meeting.send(given.sign(person, given.hash(5)));
    expect(size(meeting.context())).toBeLessThan(MAX_CONTEXT_BYTES.meeting);
  });

  it('for a hearing of as many parties as one may have, extended five times', () => {
    const heard = hearing.newHearing();
    heard.send(hearing.invite(...Array.from({ length: MAX_PARTIES }, () => id('party'))));
    heard.send(hearing.schedule(true));
    for (let n = 1; n <= 5; n++) heard.send(hearing.extend(20 + n));
    for (const { party } of heard.context().parties) heard.send(hearing.answer(party, 60));
    expect(size(heard.context())).toBeLessThan(MAX_CONTEXT_BYTES.hearing);
  });

  it('for the longest route, half approvals and half organs that each send the item on, and all questions open', () => {
    const office = id('office');
    const route = Array.from({ length: MAX_STEPS }, (_, n): RouteStep => {
      const organ = { id: id('step'), kind: 'organ' as const, organ: id('organ'), role: 'recommending' as const };
      return n < MAX_STEPS / 2
        ? { id: id('step'), kind: 'approval', office }
        : n === MAX_STEPS - 1
          ? { ...organ, role: 'deciding' }
          : organ;
    });
    const item = drive('agenda-item', {
      birth: { type: 'create', item: id('item'), itemType: 'decision', owner: id('person') },
    });
    item.send(given.submit(route));
    while (item.at() === 'travelling.approval') {
      const by = { person: id('person'), office, onBehalfOf: id('person') };
      const isLast = item.context().position === MAX_STEPS / 2 - 1;
      // The last approver asks as much as may be open at a time, and gets no answer.
      for (let n = 0; isLast && n < MAX_OPEN_QUESTIONS; n++) item.send({ ...given.ask(item, n), by });
      item.send({ ...given.approve(item), by });
    }
    while (item.at().startsWith('travelling')) {
      const meeting = id('meeting');
      given.treat(item, item.context().position === MAX_STEPS - 1 ? 'END' : 'FWD', meeting);
      item.send({ type: 'meetingSigned', meeting });
    }
    expect(item.at()).toBe('completed');
    expect(size(item.context())).toBeLessThan(MAX_CONTEXT_BYTES['agenda-item']);
  });
});

describe('Storing and restoring a state', () => {
  const walk = fc.array(fc.record({ choice: fc.nat(40), n: fc.nat(90) }), { maxLength: 60, size: 'max' });
  const sameAfterStoring = (
    name: MachineName,
    start: () => given.ItemDriver | given.MeetingDriver | hearing.HearingDriver,
    events: (driver: never, n: number) => MachineEvent[],
  ) =>
    fc.assert(
      fc.property(walk, (moves) => {
        const driver = start();
        const definition = machines[name];
        let living = restore(definition, driver.state());
        for (const { choice, n } of moves) {
          const possible = events(driver as never, n + 1);
          const event = possible[choice % possible.length] as MachineEvent;
          // One machine goes on living, the other is stored and restored between any two events.
          const lived = step(definition, living, event);
          const stored = driver.attempt(event);
          expect(stored.accepted).toBe(lived.accepted);
          if (!lived.accepted) continue;
          living = lived.snapshot;
          expect(driver.state()).toEqual(toStored(living));
          expect(knownEvents(restore(definition, driver.state()))).toEqual(knownEvents(living));
          if (stored.accepted) expect(stored.effects).toEqual(lived.effects);
        }
      }),
      { numRuns: 150 },
    );

  it('loses nothing of an agenda item on any walk', () => sameAfterStoring('agenda-item', given.newItem, itemEvents));
  it('loses nothing of a hearing on any walk', () => sameAfterStoring('hearing', hearing.newHearing, hearingEvents));
  it('loses nothing of a meeting on any walk', () => sameAfterStoring('meeting', given.newMeeting, meetingEvents));

  it('gives back what was stored, for every state the machines can rest in', () => {
    for (const { machine, state } of reached) {
      expect(toStored(restore(machines[machine], state))).toEqual(state);
    }
  });

  it('throws for a state that the machine does not have', () => {
    const { context } = given.newItem().state();
    for (const value of ['nowhere', 'travelling.nowhere', 'draft.inner']) {
      expect(() => restore(machines['agenda-item'], { value, context })).toThrow();
    }
  });
});
