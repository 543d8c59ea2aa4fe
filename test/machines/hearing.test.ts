import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EffectRequest } from '#machines/effects.ts';
import { begin, machines } from '#machines/run.ts';
import { mailsOf, signalsTo } from './drive.ts';
import { due, hash, ITEM } from './given.ts';
import * as given from './given-hearing.ts';

const { answer, cancel, conclude, extend, hearingAt, invite, newHearing, schedule, time } = given;
const deadlinesOf = (effects: readonly EffectRequest[]) =>
  effects.flatMap((effect) => (effect.kind === 'deadline' ? [effect.params.event.type] : []));
const droppedBy = (effects: readonly EffectRequest[]) =>
  effects.flatMap((effect) => (effect.kind === 'drop-deadlines' ? effect.params.ids : []));
const written = (effects: readonly EffectRequest[]) =>
  mailsOf(effects).map(({ template, to }) => ({ template, ...to }));

describe('A hearing on its way', () => {
  it('given a window that starts now, when it is set, then every party is invited and its moments are awaited', () => {
    const hearing = hearingAt('planned');
    const effects = hearing.send(schedule(true));
    expect(hearing.at()).toBe('open');
    expect(written(effects)).toEqual([
      { template: 'hearing-invitation', party: 'elders' },
      { template: 'hearing-invitation', party: 'disabled' },
    ]);
    expect(deadlinesOf(effects)).toEqual(['reminds', 'closes', 'graceEnds']);
  });

  it('given a window that starts later, then nobody is written to before it opens', () => {
    const hearing = hearingAt('planned');
    const effects = hearing.send(schedule(false));
    expect([hearing.at(), written(effects)]).toEqual(['planned', []]);
    expect(deadlinesOf(effects)).toEqual(['opens', 'reminds', 'closes', 'graceEnds']);
    expect(written(hearing.send(time('opens')))).toHaveLength(2);
    expect(hearing.at()).toBe('open');
  });

  it('given a window set anew before it opened, then the moments of the first are dropped and come to nothing', () => {
    const hearing = hearingAt('planned');
    hearing.send(schedule(false));
    expect(droppedBy(hearing.send(schedule(false, 30)))).toContain('hearing-1-closes-1');
    expect(hearing.refusal(time('opens', 1))).toBe('current-window');
    expect(hearing.refusal(time('opens', 2))).toBeNull();
  });

  it('given answers, then each gets the next number and a receipt, and the reminder goes to those who owe one', () => {
    const hearing = hearingAt('open');
    expect(mailsOf(hearing.send(answer('elders', 11)))).toEqual([
      {
        template: 'hearing-receipt',
        to: { party: 'elders' },
        about: { hearing: given.HEARING, answer: hash(831), receipt: 1, party: 'elders' },
      },
    ]);
    hearing.send(answer('elders', 12));
    expect(hearing.context()).toMatchObject({ answers: 2, lateAnswers: 0 });
    expect(written(hearing.send(time('reminds')))).toEqual([{ template: 'hearing-reminder', party: 'disabled' }]);
  });

  it('given a party that declines, then it is not reminded, and may answer all the same', () => {
    const hearing = hearingAt('open');
    hearing.send({ type: 'decline', party: 'elders' });
    expect(written(hearing.send(time('reminds')))).toEqual([{ template: 'hearing-reminder', party: 'disabled' }]);
    hearing.send(answer('elders', 12));
    expect(hearing.context().parties[0]).toMatchObject({ party: 'elders', state: 'answered' });
  });

  it('given a party that is invited while it is open, then it alone is written to', () => {
    expect(written(hearingAt('open').send(invite('school')))).toEqual([
      { template: 'hearing-invitation', party: 'school' },
    ]);
  });

  it('given the end of the window and of the grace, then it closes, the officer is told, and may conclude', () => {
    const hearing = hearingAt('grace');
    expect(written(hearing.send(time('graceEnds')))).toEqual([{ template: 'hearing-closed', ownerOf: ITEM }]);
    expect(signalsTo(hearing.send(conclude), ITEM)).toEqual([
      { type: 'hearingConcluded', step: 'elders', hearing: given.HEARING, version: hash(1) },
    ]);
    expect([hearing.at(), hearing.context().note]).toEqual(['concluded', hash(830)]);
  });

  it('given an extension, even after it closed, then it is open again, the old end is kept and everybody is told', () => {
    for (const state of ['open', 'grace', 'closed'] as const) {
      const hearing = hearingAt(state);
      const effects = hearing.send(extend(40));
      expect([hearing.at(), hearing.context().formerClosings]).toEqual(['open', [due(20).dueAt]]);
      expect(written(effects)).toHaveLength(2);
      expect(droppedBy(effects)).toContain('hearing-1-graceEnds-1');
      expect(deadlinesOf(effects)).toEqual(['reminds', 'closes', 'graceEnds']);
      expect(hearing.refusal(time('closes', 1))).toBe('current-window');
    }
  });

  it('given a cancellation, then item and parties are told; before it opened only the item is', () => {
    for (const state of ['open', 'grace', 'closed'] as const) {
      const effects = hearingAt(state).send(cancel);
      expect(written(effects)).toHaveLength(2);
      expect(signalsTo(effects, ITEM)).toMatchObject([{ type: 'hearingCancelled' }]);
    }
    const planned = hearingAt('planned').send(cancel);
    expect([written(planned), signalsTo(planned, ITEM)]).toMatchObject([[], [{ type: 'hearingCancelled' }]]);
  });

  it('given an item that goes elsewhere, then the hearing ends by itself and does not tell the item', () => {
    const hearing = hearingAt('open');
    const effects = hearing.send({ type: 'itemLeft', item: ITEM });
    expect([hearing.at(), signalsTo(effects, ITEM), written(effects)]).toMatchObject(['cancelled', [], [{}, {}]]);
  });
});

describe('Whether an answer is in time follows from when the server received it', () => {
  const CLOSES = 20;
  const answered = (at: number, opened: number | null): 'in time' | 'late' =>
    at < CLOSES || (opened !== null && opened < CLOSES && at < CLOSES + 5) ? 'in time' : 'late';

  it('whatever state the hearing is in: a sweep that comes late lets nobody in and shuts nobody out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('open' as const, 'grace' as const, 'closed' as const),
        fc.integer({ min: 10, max: 40 }),
        fc.option(fc.integer({ min: 10, max: 40 })),
        (state, at, opened) => {
          const hearing = hearingAt(state);
          const effects = hearing.send(answer('elders', at, opened));
          const late = answered(at, opened) === 'late';
          expect(hearing.context().parties[0]).toMatchObject({ state: 'answered', late });
          expect(hearing.context().lateAnswers).toBe(late ? 1 : 0);
          expect(written(effects)).toEqual(
            late
              ? [
                  { template: 'hearing-late', party: 'elders' },
                  { template: 'hearing-late-notice', role: 'secretariat' },
                ]
              : [{ template: 'hearing-receipt', party: 'elders' }],
          );
        },
      ),
    );
  });

  it('to the millisecond: the last one counts, the instant of closing does not', () => {
    const received = (ms: number) => {
      const hearing = hearingAt('open');
      const at = new Date(Date.parse(due(CLOSES).dueAt) + ms).toISOString();
      hearing.send({ ...answer('elders', 12), receivedAt: at, formOpenedAt: null } as never);
      return hearing.context().lateAnswers;
    };
    expect([received(-1), received(0)]).toEqual([0, 1]);
  });

  it('given a hearing open to all, then anybody may answer and gets a receipt where an address was left', () => {
    const hearing = newHearing('everyone');
    hearing.send(schedule(true));
    expect(written(hearing.send(answer(null, 12)))).toEqual([{ template: 'hearing-receipt', answer: hash(832) }]);
  });
});

describe('A hearing that stands still', () => {
  it.each(['concluded', 'cancelled'] as const)('%s: no event changes it any more', (end) => {
    const hearing = hearingAt('closed');
    hearing.send(end === 'concluded' ? conclude : cancel);
    const events = [answer('elders', 12), extend(60), conclude, cancel, time('opens'), invite('school')];
    for (const event of events) expect(hearing.refusal(event)).toBe('not-in-this-state');
  });

  it('tells its item of its birth', () => {
    const { hearing, item, step, version, hearingType, openTo, answersPublic } = newHearing().context();
    const birth = { type: 'plan' as const, hearing, item, step, version, hearingType, openTo, answersPublic };
    const born = begin(machines.hearing, birth);
    expect(born.accepted && signalsTo(born.effects, ITEM)).toEqual([
      { type: 'hearingPlanned', step, hearing, version },
    ]);
  });
});
