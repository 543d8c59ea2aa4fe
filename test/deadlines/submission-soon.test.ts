import { describe, expect, it } from 'vitest';
import type { ClosingDays, PolicyId } from '#src/calendar/counting-policy.ts';
import { submissionSoon } from '#src/deadlines/submission-soon.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';

const foundFor = (meetingDay: string, days: number | null, policy: PolicyId = 'strict', closed: ClosingDays[] = []) =>
  submissionSoon.dueFor({
    meetingDay,
    days,
    rule: { days: null, policy, cutoffTime: null },
    byLaw: false,
    closingDays: closed,
  });
const lastDay = (...of: Parameters<typeof foundFor>) => foundFor(...of)?.basis.inputs;

describe('The last day on which items may be handed in', () => {
  it('is so many hverdage before the meeting, and is told in its morning', () => {
    const due = foundFor('2023-12-05', 10);
    expect(due?.dueAt).toBe('2023-11-21T07:00:00.000Z');
    expect(lastDay('2023-12-05', 10)).toMatchObject({ lastDay: '2023-11-21', days: 10 });
  });

  it('keeps to the morning in summer', () => {
    expect(foundFor('2023-06-20', 4)?.dueAt).toBe('2023-06-14T06:00:00.000Z');
  });

  // Kristi himmelfart was Thursday 18 May 2023, 2. pinsedag Monday 29 May.
  it.each([
    ['2023-05-22', 1, 'strict', '2023-05-19'],
    ['2023-05-22', 2, 'strict', '2023-05-17'],
    ['2023-05-23', 5, 'strict', '2023-05-15'],
    ['2023-05-22', 2, 'saturday-counts', '2023-05-19'],
    ['2023-05-30', 2, 'strict', '2023-05-25'],
    ['2023-06-07', 2, 'strict', '2023-06-02'],
    ['2023-06-07', 2, 'extra-days-count', '2023-06-05'],
  ] as const)('for a meeting on %s with %i hverdage, counted as %s, it is %s', (meetingDay, days, policy, day) => {
    expect(lastDay(meetingDay, days, policy)).toMatchObject({ lastDay: day });
  });

  it("passes over the municipality's own closing days, and says so", () => {
    const bridge = [{ from: '2023-05-19', to: '2023-05-19', name: 'lukkedag' }];
    const due = foundFor('2023-05-23', 3, 'strict', bridge);
    expect(due?.basis.inputs).toMatchObject({ lastDay: '2023-05-16' });
    expect(deadlineSentence(due?.dueAt ?? '', due?.basis)).toBe(
      'Sidste dag for at indlevere punkter er tirsdag den 16. maj 2023: 3 hverdage før mødet tirsdag den 23. maj 2023. ' +
        'Tæller ikke med: Kristi himmelfartsdag 18. maj og lukkedag 19. maj.',
    );
  });

  it('is none where the organ has set none', () => {
    expect(foundFor('2023-05-23', null)).toBeNull();
  });
});
