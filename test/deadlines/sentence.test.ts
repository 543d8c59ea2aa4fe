import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PolicyId } from '#src/calendar/counting-policy.ts';
import type { DispatchRule } from '#src/calendar/dispatch-rule.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { addDays } from '#src/calendar/zoned.ts';
import { approvalReminder } from '#src/deadlines/approval-reminder.ts';
import { Basis } from '#src/deadlines/basis.ts';
import { dispatchTimes } from '#src/deadlines/dispatch-times.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';

const timesOf = (meetingDay: string, rule: Partial<DispatchRule>) => {
  const times = dispatchTimes({
    meetingDay,
    rule: { days: 4, policy: 'strict', cutoffTime: null, ...rule },
    byLaw: false,
    closingDays: [],
  });
  if (times === null) throw new Error('the rule has no days');
  return times;
};

describe('A deadline in a sentence', () => {
  it('speaks of one hverdag as one', () => {
    const { due } = timesOf('2023-06-20', { days: 1, cutoffTime: '12:00' });
    expect(deadlineSentence(due.dueAt, due.basis)).toBe(
      'Dagsordenen skal være sendt senest mandag den 19. juni 2023 kl. 12.00: 1 hverdag før mødet tirsdag den 20. juni 2023.',
    );
  });

  it('names the days passed over as the calendar has them, whichever way it counted', () => {
    const passedOver =
      'Tæller ikke med: skærtorsdag 6. april, langfredag 7. april, påskedag 9. april og 2. påskedag 10. april.';
    const { due } = timesOf('2023-04-12', { days: 2 });
    expect(deadlineSentence(due.dueAt, due.basis)).toContain(passedOver);
    const { dueAt, basis } = approvalReminder.dueFor({ since: '2023-04-04T08:00:00.000Z' });
    expect(deadlineSentence(dueAt, basis)).toContain(passedOver);
  });

  it('can be said for every rule an organ may have, and stays small', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    const rule = fc.record({ days: fc.integer({ min: 1, max: 60 }), policy: fc.constantFrom(...PolicyId.options) });
    fc.assert(
      fc.property(day, rule, (meetingDay, each) => {
        const { due } = timesOf(meetingDay, each);
        expect(Basis.parse(due.basis).counted).toHaveLength(each.days);
        expect(deadlineSentence(due.dueAt, due.basis)).not.toMatch(/[{}]|undefined|Invalid/);
        expect(Buffer.byteLength(JSON.stringify(due))).toBeLessThan(2_000);
      }),
    );
  });

  it('is none where the basis is not known', () => {
    expect(deadlineSentence('2023-05-16T22:00:00.000Z', { rule: 'another' })).toBeNull();
  });
});

describe('A moment in words', () => {
  it('is the end of a day where a window ends, and the new day from its first second on', () => {
    expect(momentInWords('2023-05-28T22:00:00.000Z')).toBe('søndag den 28. maj 2023 ved døgnets udgang');
    expect(momentInWords('2023-05-28T22:00:30.000Z')).toBe('mandag den 29. maj 2023 kl. 00.00');
    expect(momentInWords('2023-05-28T21:59:59.999Z')).toBe('søndag den 28. maj 2023 kl. 23.59');
  });

  it('knows the days on which the clock is put forward and back', () => {
    expect(momentInWords('2023-03-26T22:00:00.000Z')).toBe('søndag den 26. marts 2023 ved døgnets udgang');
    expect(momentInWords('2023-10-29T23:00:00.000Z')).toBe('søndag den 29. oktober 2023 ved døgnets udgang');
  });

  it('is refused for what is no moment', () => {
    expect(() => momentInWords('')).toThrow(RangeError);
  });
});

describe('The warning before an agenda is due', () => {
  it('comes on the last day, in the morning, and never after the deadline', () => {
    expect(timesOf('2023-06-20', { cutoffTime: '12:00' }).warns.dueAt).toBe('2023-06-14T06:00:00.000Z');
    const early = timesOf('2023-06-20', { cutoffTime: '07:00' });
    expect(early.warns.dueAt).toBe('2023-06-13T22:00:00.000Z');
    expect(early.warns.dueAt < early.due.dueAt).toBe(true);
  });
});
