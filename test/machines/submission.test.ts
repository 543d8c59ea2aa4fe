import { describe, expect, it } from 'vitest';
import type { EffectRequest } from '#machines/effects.ts';
import { begin, machines } from '#machines/run.ts';
import { mailsOf } from './drive.ts';
import * as given from './given.ts';

describe('The last day on which items may be handed in', () => {
  const dispatch = { warns: given.due(3), due: given.due(4) };
  const planned = (more: object) => {
    const meeting = given.newMeeting();
    return { meeting, effects: meeting.send({ type: 'reschedule', date: '2023-12-06', startsAt: '16:00', ...more }) };
  };
  const rows = (effects: readonly EffectRequest[]) =>
    effects.flatMap((effect) => (effect.kind === 'deadline' ? [effect.params] : []));
  const dropped = (effects: readonly EffectRequest[]) =>
    effects.flatMap((effect) => (effect.kind === 'drop-deadlines' ? effect.params.ids : []));
  const soon = (plan: number) => ({ type: 'submissionSoon' as const, ...given.ofDeadline('d'), plan });

  it('has a row of its own beside those of the dispatch, where the organ has set one', () => {
    const { meeting, effects } = planned({ dispatch, deadlines: { submissionSoon: given.due(2) } });
    expect(rows(effects)).toEqual([
      { id: 'meeting-1-submissionSoon-2', due: given.due(2), event: { type: 'submissionSoon', plan: 2 } },
      { id: 'meeting-1-dispatchSoon-2', due: given.due(3), event: { type: 'dispatchSoon', plan: 2 } },
      { id: 'meeting-1-dispatchDue-2', due: given.due(4), event: { type: 'dispatchDue', plan: 2 } },
    ]);
    expect(meeting.context().deadlines).toEqual({ submissionSoon: given.due(2).dueAt });
  });

  it('is set also where the organ has no rule of dispatch, and from the first plan on', () => {
    const { effects } = planned({ dispatch: null, deadlines: { submissionSoon: given.due(2) } });
    expect(rows(effects).map(({ id }) => id)).toEqual(['meeting-1-submissionSoon-2']);
    const birth = machines.meeting.birth.parse({
      ...{ type: 'plan', meeting: 'meeting-1', organ: 'OEK', date: '2023-12-05', startsAt: '15:00', signing: 'nobody' },
      deadlines: { submissionSoon: given.due(2) },
    });
    const born = begin(machines.meeting, birth);
    expect(rows(born.accepted ? born.effects : []).map(({ id }) => id)).toEqual(['meeting-1-submissionSoon-1']);
  });

  it('moves with the meeting: the earlier row is dropped and its event comes to nothing', () => {
    const { meeting } = planned({ dispatch, deadlines: { submissionSoon: given.due(2) } });
    const again = { dispatch, deadlines: { submissionSoon: given.due(5) } };
    const effects = meeting.send({ type: 'reschedule', date: '2023-12-13', startsAt: '16:00', ...again });
    expect(dropped(effects)).toContain('meeting-1-submissionSoon-2');
    expect(rows(effects).map(({ id }) => id)).toContain('meeting-1-submissionSoon-3');
    expect(meeting.refusal(soon(2))).toBe('current-plan');
    expect(meeting.context().deadlines).toEqual({ submissionSoon: given.due(5).dueAt });
  });

  it('is forgotten when the meeting is moved after the organ has given it up, and dropped once only', () => {
    const { meeting } = planned({ dispatch, deadlines: { submissionSoon: given.due(2) } });
    const moved = meeting.send({ type: 'reschedule', date: '2023-12-13', startsAt: '16:00', dispatch });
    expect(dropped(moved)).toContain('meeting-1-submissionSoon-2');
    expect(meeting.context().deadlines).toEqual({});
    const again = meeting.send({ type: 'reschedule', date: '2023-12-14', startsAt: '16:00', dispatch });
    expect(dropped(again)).toEqual(['meeting-1-dispatchSoon-3', 'meeting-1-dispatchDue-3']);
  });

  it('leaves no trace in a meeting whose organ never had one', () => {
    expect(planned({ dispatch }).meeting.context()).not.toHaveProperty('deadlines');
  });

  it('mails the officers with items for the organ, and no more once the agenda has been sent', () => {
    const { meeting } = planned({ dispatch, deadlines: { submissionSoon: given.due(2) } });
    meeting.send(given.itemListed('item-a'));
    expect(mailsOf(meeting.send(soon(2)))).toEqual([
      { template: 'submission-soon', to: { officersFor: 'OEK' }, about: { meeting: 'meeting-1' } },
    ]);
    meeting.send(given.freeze(meeting));
    expect(dropped(meeting.send(given.dispatch()))).toContain('meeting-1-submissionSoon-2');
    expect(meeting.refusal(soon(2))).toBe('not-in-this-state');
  });
});
