/** An item that somebody lets wait, whose route is changed, that is heard, or that is taken up at the table. */
import { describe, expect, it } from 'vitest';
import type { EffectRequest } from '#machines/effects.ts';
import { drive, mailsOf, signalsTo } from './drive.ts';
import * as given from './given.ts';

const { approve, approved, hash, organ, submit, submitted } = given;

describe('Somebody who lets an item wait', () => {
  const time = (type: 'reminderDue' | 'escalationDue', request: number) => ({
    type,
    ...given.ofDeadline(`item-1-${type}-${request}`),
    request,
  });
  const waits = (effects: readonly EffectRequest[]) =>
    effects.flatMap((effect) => (effect.kind === 'deadline' ? [effect.params.id] : []));
  const dropped = (effects: readonly EffectRequest[]) =>
    effects.flatMap((effect) => (effect.kind === 'drop-deadlines' ? effect.params.ids : []));

  it('is reminded of the same request, and then the office above is told', () => {
    const item = given.newItem();
    expect(waits(item.send(submit()))).toEqual(['item-1-reminder-1']);
    const reminded = item.send(time('reminderDue', 1));
    expect(mailsOf(reminded)).toMatchObject([{ template: 'approval-reminder', about: { request: 1 } }]);
    expect(waits(reminded)).toEqual(['item-1-escalation-1']);
    const escalated = item.send(time('escalationDue', 1));
    expect(mailsOf(escalated)).toMatchObject([{ template: 'approval-escalation' }]);
    expect(waits(escalated)).toEqual([]);
  });

  it('is left alone once the item has moved on, whichever way', () => {
    const ways = {
      approve: (item: given.ItemDriver) => given.approve(item),
      return: (item: given.ItemDriver) => given.returned(item),
      recall: () => ({ type: 'recall' as const }),
      withdraw: () => given.withdraw,
      skip: () => ({ type: 'skip' as const, step: 'chief', reason: hash(3) }),
    };
    for (const [name, event] of Object.entries(ways)) {
      const item = submitted();
      expect(dropped(item.send(event(item))), name).toContain('item-1-reminder-1');
      expect(item.refusal(time('reminderDue', 1)), name).not.toBeNull();
    }
  });

  it('is asked anew when the version changes under their hands, and only the new request is reminded of', () => {
    const item = submitted();
    const effects = item.send(given.amend(item, 'editorial', given.content(2)));
    expect(mailsOf(effects)).toMatchObject([{ template: 'approval-request', about: { request: 2, version: hash(2) } }]);
    expect([waits(effects), dropped(effects)]).toEqual([
      ['item-1-reminder-2'],
      ['item-1-reminder-1', 'item-1-escalation-1'],
    ]);
    expect(item.refusal(time('reminderDue', 1))).toBe('current-request');
  });
});

describe('A route that is changed on the way', () => {
  it('given steps after the one that waits, then they change and the item stays where it is', () => {
    const item = approved();
    item.send({ type: 'changeRoute', steps: [organ('finance', 'OEK', 'recommending'), organ('hu', 'HU')] });
    expect([item.at(), item.context().route.map(({ id }) => id)]).toEqual([
      'travelling.organ.waiting',
      ['chief', 'director', 'finance', 'hu'],
    ]);
  });

  it('given a hearing put before an organ that has not met, then the item goes out in hearing first', () => {
    const item = approved();
    item.send({
      type: 'changeRoute',
      steps: [given.hearing('elders'), organ('finance', 'OEK'), organ('council', 'KB')],
    });
    expect(item.at()).toBe('travelling.hearing');
  });

  it('given an item on an agenda, then what comes before that meeting cannot change any more', () => {
    const item = approved();
    item.send(given.list(item));
    const steps = [given.hearing('elders'), organ('finance', 'OEK')];
    expect(item.refusal({ type: 'changeRoute', steps })).toBe('undecided-step-first');
    expect(item.refusal({ type: 'changeRoute', steps: [organ('finance', 'OEK')] })).toBeNull();
  });

  it('given an approval put before the one that waits, then that one is asked first and the old request is dropped', () => {
    const item = submitted();
    const effects = item.send({
      type: 'changeRoute',
      steps: [given.approval('finance-office'), ...given.LADDER_AND_ORGANS],
    });
    expect(mailsOf(effects)).toMatchObject([{ to: { office: 'office-finance-office' }, about: { request: 2 } }]);
  });
});

describe('An item and the hearing of its step', () => {
  const inHearing = () => submitted([given.hearing('elders'), organ('council', 'KB')]);
  const planned = (n: number, step = 'elders') => ({ type: 'hearingPlanned' as const, step, hearing: `hearing-${n}` });

  it('takes one hearing for the step; a second, or one for a step it has left, is told that nobody waits for it', () => {
    const item = inHearing();
    item.send(planned(1));
    expect(signalsTo(item.send(planned(2)), 'hearing-2')).toEqual([{ type: 'itemLeft', item: given.ITEM }]);
    expect(signalsTo(given.newItem().send(planned(3)), 'hearing-3')).toHaveLength(1);
    expect(item.context().hearings).toEqual([{ step: 'elders', hearing: 'hearing-1' }]);
  });

  const over = (type: 'hearingConcluded' | 'hearingCancelled', n: number, version = hash(1)) => ({
    ...planned(n),
    type,
    version,
  });

  it('given a substantive change after the hearing was concluded, then the step gets a hearing of its own again', () => {
    const item = submitted([given.approval('chief'), given.hearing('elders'), organ('council', 'KB')]);
    item.send(approve(item));
    item.send(planned(1));
    item.send(over('hearingConcluded', 1));
    item.send(given.amend(item, 'substantive', given.content(2)));
    item.send(approve(item));
    expect(signalsTo(item.send(planned(2)), 'hearing-2')).toEqual([]);
    item.send(over('hearingConcluded', 2, hash(2)));
    expect(item.at()).toBe('travelling.organ.waiting');
  });

  it('given a cancelled hearing and the same route sent again, then the step gets a hearing of its own again', () => {
    const item = inHearing();
    item.send(planned(1));
    item.send(over('hearingCancelled', 1));
    item.send(given.submit([given.hearing('elders'), organ('council', 'KB')]));
    expect(signalsTo(item.send(planned(2)), 'hearing-2')).toEqual([]);
    item.send(over('hearingConcluded', 2));
    expect(item.at()).toBe('travelling.organ.waiting');
  });

  it('goes on where the end of the hearing overtakes its beginning, and does not wait for a hearing that is over', () => {
    for (const [type, to] of [
      ['hearingConcluded', 'travelling.organ.waiting'],
      ['hearingCancelled', 'draft'],
    ] as const) {
      const item = inHearing();
      item.send(over(type, 1));
      expect(item.at()).toBe(to);
      expect(item.refusal(planned(1))).toBe('hearing-not-known');
    }
    const elsewhere = submitted([given.approval('chief'), given.hearing('elders'), organ('council', 'KB')]);
    elsewhere.send(over('hearingCancelled', 1));
    elsewhere.send(approve(elsewhere));
    expect(elsewhere.refusal(planned(1))).toBe('hearing-not-known');
    expect(signalsTo(elsewhere.send(planned(2)), 'hearing-2')).toEqual([]);
  });

  it('does not take a hearing of a text that has been changed since', () => {
    const item = inHearing();
    const ofOldText = { ...planned(1), version: hash(9) };
    expect(signalsTo(item.send(ofOldText), 'hearing-1')).toEqual([{ type: 'itemLeft', item: given.ITEM }]);
  });

  it('given what an earlier version of the machine remembers of a hearing that is over, then a new round is heard anew', () => {
    const before = submitted([given.approval('chief'), given.hearing('elders'), organ('council', 'KB')]);
    before.send(approve(before));
    const hearings = [{ step: 'elders', hearing: 'hearing-1' }];
    const state = { value: 'travelling.organ.waiting', context: { ...before.context(), hearings, position: 2 } };
    const waiting = drive('agenda-item', { state });
    waiting.send(given.amend(waiting, 'substantive', given.content(2)));
    waiting.send(approve(waiting));
    expect(signalsTo(waiting.send(planned(2)), 'hearing-2')).toEqual([]);
  });

  it('given a withdrawal while it is heard, then the hearing is told', () => {
    const item = inHearing();
    item.send(planned(1));
    expect(signalsTo(item.send(given.withdraw), 'hearing-1')).toEqual([{ type: 'itemLeft', item: given.ITEM }]);
  });
});

describe('An item taken up at the table', () => {
  it('is sent out and listed in one, and treated like any other; one that waits for another organ is not', () => {
    const news = { meeting: given.MEETING, part: 'taken-up', version: hash(1), turn: 1, report: 1 };
    const item = approved();
    item.send({ type: 'takenUp', ...news, organ: 'OEK' });
    expect(item.at()).toBe('travelling.organ.dispatched');
    item.send(given.reports(item).treated('FWD', 2));
    item.send(given.reports(item).ended('FWD', 3));
    expect(item.context()).toMatchObject({ turn: 1, treatments: [{ meeting: given.MEETING, organ: 'OEK' }] });
    expect(approved().refusal({ type: 'takenUp', ...news, organ: 'KB' })).toBe('organ-of-step');
  });

  it('ends the same whichever of the reports comes first', () => {
    const of = { meeting: given.MEETING, turn: 1, takenUp: { organ: 'OEK', part: 'taken-up' } };
    const said = (effect: 'FWD' | 'SAME' | 'BACK') => [
      {
        type: 'takenUp' as const,
        meeting: given.MEETING,
        turn: 1,
        organ: 'OEK',
        part: 'taken-up',
        version: hash(1),
        report: 1,
      },
      { type: 'treated' as const, ...of, version: hash(1), report: 2, decision: { hash: hash(7), effect } },
      { type: 'meetingEnded' as const, ...of, version: hash(1), report: 3, decision: { hash: hash(7), effect } },
    ];
    for (const effect of ['FWD', 'SAME', 'BACK'] as const) {
      const ends = everyOrder(said(effect)).map((reports) => {
        const item = approved();
        for (const each of [...reports, ...reports]) item.attempt(each);
        expect(item.context().treatments).toHaveLength(1);
        return item.state();
      });
      for (const end of ends) expect(end).toEqual(ends[0]);
    }
    const [up] = said('FWD');
    for (const reports of everyOrder([up, { type: 'struck' as const, ...of, report: 2 }])) {
      const item = approved();
      for (const each of reports) if (each !== undefined) item.attempt(each);
      expect(item.at()).toBe('travelling.organ.waiting');
    }
    const elsewhere = approved();
    const [, treated] = said('FWD');
    expect(elsewhere.refusal({ ...treated, takenUp: { organ: 'KB', part: 'taken-up' } } as never)).toBe(
      'organ-of-step',
    );
  });
});

const everyOrder = <T>(all: T[]): T[][] =>
  all.length < 2 ? [all] : all.flatMap((one, n) => everyOrder(all.toSpliced(n, 1)).map((rest) => [one, ...rest]));
