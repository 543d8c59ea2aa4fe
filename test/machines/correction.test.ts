/** The wording of a decision is put right after the meeting has ended: on the meeting, and on its items wherever they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemEvent } from '#machines/agenda-item/events.ts';
import type { MeetingEvent } from '#machines/meeting/events.ts';
import { drive, mailsOf, signalsTo } from './drive.ts';
import * as given from './given.ts';

const recalled = () => {
  const meeting = given.signing();
  meeting.send({ type: 'recallProtocol', reason: given.hash(4) });
  return meeting;
};

describe('A decision of a meeting that has ended', () => {
  it('takes another wording, of which its item is told', () => {
    const meeting = recalled();
    const effects = meeting.send(given.decide('item-a', 'END', 601, given.hash(600)));
    expect(meeting.context().items[0]?.decision).toEqual({ hash: given.hash(601), effect: 'END' });
    expect(signalsTo(effects, 'item-a')).toMatchObject([
      { type: 'decisionCorrected', decision: { hash: given.hash(601), effect: 'END' } },
    ]);
    expect(meeting.at()).toBe('ended');
  });

  it('does not take another outcome, nor anything while the protocol is out for signature', () => {
    expect(recalled().refusal(given.decide('item-a', 'FWD', 601, given.hash(600)))).toBe('same-outcome');
    expect(given.signing().refusal(given.decide('item-a', 'END', 601))).toBe('not-in-this-state');
    const later = recalled();
    expect(later.refusal({ ...(given.decide('item-b') as MeetingEvent) })).toBe('item-on-agenda');
  });
});

const listed = () => {
  const item = given.approved();
  item.send(given.list(item));
  return item;
};

describe('An item whose decision is corrected', () => {
  it('stays where it is, keeps the one treatment, and its officer is told', () => {
    const item = listed();
    const of = given.reports(item);
    item.send(of.ended('FWD', 5));
    const before = item.state();
    const effects = item.send(of.corrected('FWD', 6));
    expect(item.at()).toBe(before.value);
    expect(item.context().treatments).toEqual([
      { ...item.context().treatments[0], decision: { hash: given.hash(501), effect: 'FWD' }, report: 6 },
    ]);
    expect({ ...item.context(), treatments: [] }).toEqual({ ...before.context, treatments: [] });
    expect(mailsOf(effects)).toMatchObject([{ template: 'decided', about: { decision: given.hash(501) } }]);
    expect(item.refusal(of.corrected('FWD', 6))).toBe('corrects-treatment');
  });

  it.each(['FWD', 'END', 'BACK'] as const)('ends the same in whatever order the news of %s comes', (effect) => {
    const item = listed();
    const of = given.reports(item);
    const second = { ...of.corrected(effect, 7), decision: { hash: given.hash(502), effect } } as ItemEvent;
    const events = [of.dispatched(2), of.treated(effect, 3), of.ended(effect, 5), of.corrected(effect, 6), second];
    const endOf = (order: ItemEvent[]) => {
      const end = drive('agenda-item', { state: item.state() });
      for (const event of order) end.attempt(event);
      return end.state();
    };
    const inOrder = endOf(events);
    expect(inOrder.context.treatments).toMatchObject([{ decision: { hash: given.hash(502) }, report: 7 }]);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events), (once, again) => {
        expect(endOf([...once, ...again])).toEqual(inOrder);
      }),
    );
  });
});
