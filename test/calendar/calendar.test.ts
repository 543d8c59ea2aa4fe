import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countingPolicy, POLICIES, type PolicyId } from '#src/calendar/counting-policy.ts';
import { COUNCIL_RULE, NO_RULE } from '#src/calendar/dispatch-rule.ts';
import { holidayOn, holidaysOf } from '#src/calendar/holidays.ts';
import { countBack, countForward, notHverdag, rollForward } from '#src/calendar/hverdage.ts';
import { addDays, addWeeks, dayOfInstant, endOfDay, instantOf, timeOfInstant } from '#src/calendar/zoned.ts';
import { approvalReminder } from '#src/deadlines/approval-reminder.ts';
import { dispatchTimes } from '#src/deadlines/dispatch-times.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const vectors = read('../fixtures/vectors/calendar.json') as {
  vectors: ({ body: string; meeting: string } & Record<string, Record<string, string> | string>)[];
  [years: string]: unknown;
};

const NAMES: Record<string, PolicyId> = {
  A: 'strict',
  B: 'extra-days-count',
  C: 'saturday-counts',
  D: 'lenient',
};

describe('The last day on which an agenda may be sent', () => {
  const cases = vectors.vectors.flatMap(({ body, meeting, weekday: _, ...byPolicy }) =>
    Object.entries(byPolicy).flatMap(([policy, days]) =>
      Object.entries(days as Record<string, string>).map(([n, day]) => ({
        body,
        meeting,
        policy: NAMES[policy[0] ?? ''] ?? 'strict',
        n: Number(n),
        day: day.slice(0, 10),
      })),
    ),
  );

  it.each(cases)('$n hverdage before $body on $meeting, counted as $policy, is $day', ({ meeting, policy, n, day }) => {
    expect(countBack(meeting, n, POLICIES[policy]).day).toBe(day);
  });

  it('is kept with all it was found from, and can be said in a sentence', () => {
    const times = dispatchTimes({ meetingDay: '2023-05-23', rule: COUNCIL_RULE, byLaw: true, closingDays: [] });
    expect(times?.due.dueAt).toBe('2023-05-16T22:00:00.000Z');
    expect(times?.due.basis).toMatchObject({
      policy: 'strict',
      counted: ['2023-05-22', '2023-05-19', '2023-05-17', '2023-05-16'],
      skipped: [{ day: '2023-05-18', why: 'Kristi himmelfartsdag' }],
    });
    expect(deadlineSentence(times?.due.dueAt ?? '', times?.due.basis)).toBe(
      'Dagsordenen skal være sendt senest tirsdag den 16. maj 2023 ved døgnets udgang: 4 hverdage før mødet tirsdag den 23. maj 2023 ' +
        '(kommunestyrelsesloven § 8, stk. 4). Tæller ikke med: Kristi himmelfartsdag 18. maj.',
    );
    expect(times?.warns.dueAt).toBe('2023-05-16T06:00:00.000Z');
  });

  it('is not counted where an organ has no rule', () => {
    expect(dispatchTimes({ meetingDay: '2023-05-23', rule: NO_RULE, byLaw: false, closingDays: [] })).toBeNull();
  });

  it("is moved by the municipality's own closing days", () => {
    const bridge = [{ from: '2023-05-19', to: '2023-05-19', name: 'lukkedag' }];
    const times = dispatchTimes({ meetingDay: '2023-05-23', rule: COUNCIL_RULE, byLaw: true, closingDays: bridge });
    expect(times?.due.basis).toMatchObject({
      inputs: { lastDay: '2023-05-15' },
      skipped: [{ why: 'lukkedag' }, { why: 'Kristi himmelfartsdag' }],
    });
  });

  it.each([
    ['2023-12-12', 'strict', '2023-12-06'],
    ['2023-12-12', 'lenient', '2023-12-07'],
    ['2026-04-07', 'strict', '2026-03-27'],
    ['2026-04-07', 'lenient', '2026-03-30'],
  ] as const)('of the council on %s, counted as %s, is %s', (meeting, reading, last) => {
    expect(countBack(meeting, 4, POLICIES[reading]).day).toBe(last);
  });

  it('lies a day earlier where the day of dispatch itself does not count', () => {
    expect(countBack('2023-06-20', 4, { ...POLICIES.strict, dispatchDayCounts: false }).day).toBe('2023-06-13');
  });
});

describe('Danish holidays', () => {
  const byYear = Object.values(vectors).find(
    (value): value is Record<string, string[]> =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && '2024' in value,
  );

  it.each(Object.entries(byYear ?? {}))('of %s are as published', (year, days) => {
    expect([...holidaysOf(Number(year)).keys()]).toEqual(days.toSorted());
  });

  it('had store bededag until 2023', () => {
    expect(holidayOn('2023-05-05')).toBe('store bededag');
    expect(holidayOn('2024-04-26')).toBeNull();
  });

  it('move with Easter, which is a Sunday between 22 March and 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2200 }), (year) => {
        const easter = [...holidaysOf(year)].find(([, name]) => name === 'påskedag')?.[0] ?? '';
        expect(easter >= `${year}-03-22` && easter <= `${year}-04-25`).toBe(true);
        expect(notHverdag(easter, POLICIES.lenient)).toBe('påskedag');
      }),
    );
  });
});

const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const policy = fc.constantFrom(...Object.values(POLICIES));

describe('Counting', () => {
  it('never lands on a day that does not count, and goes further the more is counted', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), policy, (from, n, each) => {
        const back = countBack(from, n, each);
        expect(notHverdag(back.day, each)).toBeNull();
        expect(back.counted).toHaveLength(n);
        expect(countBack(from, n + 1, each).day < back.day && back.day < from).toBe(true);
        expect(countForward(back.day, n, each).day <= from || notHverdag(from, each) !== null).toBe(true);
      }),
    );
  });

  it('back and forward from a hverdag come home', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), policy, (any, n, each) => {
        const from = rollForward(any, each);
        expect(countForward(countBack(from, n, each).day, n, each).day).toBe(from);
      }),
    );
  });

  it('gives the strict reading the earliest day and the lenient one the latest', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 12 }), (from, n) => {
        const [strict, lenient] = [countBack(from, n, POLICIES.strict), countBack(from, n, POLICIES.lenient)];
        for (const each of Object.values(POLICIES)) {
          const { day: found } = countBack(from, n, each);
          expect(strict.day <= found && found <= lenient.day).toBe(true);
        }
      }),
    );
  });

  it('rolls a day that does not count forward, once and for all', () => {
    fc.assert(
      fc.property(day, policy, (from, each) => {
        const rolled = rollForward(from, each);
        expect(rolled >= from && notHverdag(rolled, each) === null).toBe(true);
        expect(rollForward(rolled, each)).toBe(rolled);
      }),
    );
  });
});

describe('Days and instants in Denmark', () => {
  it('a day ends at midnight in Denmark, in winter, in summer, and when the clock is put forward or back', () => {
    expect(endOfDay('2023-01-10')).toBe('2023-01-10T23:00:00.000Z');
    expect(endOfDay('2023-07-10')).toBe('2023-07-10T22:00:00.000Z');
    expect(Date.parse(endOfDay('2023-03-26')) - Date.parse(instantOf('2023-03-26', '00:00'))).toBe(23 * 3_600_000);
    expect(Date.parse(endOfDay('2023-10-29')) - Date.parse(instantOf('2023-10-29', '00:00'))).toBe(25 * 3_600_000);
  });

  it('fourteen days after a day before summer time it is the same time of day', () => {
    const later = instantOf(addDays('2023-03-20', 14), '12:00');
    expect(timeOfInstant(later)).toBe('12:00');
    expect(Date.parse(later) - Date.parse(instantOf('2023-03-20', '12:00'))).toBe(14 * 86_400_000 - 3_600_000);
  });

  it('from day to instant and back is the same day; weeks are seven days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 23 }), fc.integer({ min: -30, max: 30 }), (from, hour, n) => {
        expect(dayOfInstant(instantOf(from, `${String(hour).padStart(2, '0')}:30`))).toBe(from);
        expect(addWeeks(from, n)).toBe(addDays(from, 7 * n));
        expect(dayOfInstant(endOfDay(from))).toBe(addDays(from, 1));
      }),
    );
  });

  it('a time that exists once is the same time of day again; one that summer time skips is an hour later', () => {
    const minutes = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(day, fc.integer({ min: 3, max: 23 }), minutes, (from, hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(timeOfInstant(instantOf(from, time))).toBe(time);
      }),
    );
    expect(timeOfInstant(instantOf('2023-03-26', '02:30'))).toBe('03:30');
    expect(timeOfInstant(instantOf('2023-10-29', '02:30'))).toBe('02:30');
  });

  it('throws for what is no day, no time and no instant', () => {
    expect(() => addDays('2023-05', 1)).toThrow(RangeError);
    expect(() => addDays('2023-05-16T10:00', 1)).toThrow(RangeError);
    expect(() => dayOfInstant('')).toThrow(RangeError);
    expect(() => timeOfInstant('soon')).toThrow(RangeError);
    expect(() => addDays('2023-02-30', 1)).toThrow(RangeError);
    expect(() => instantOf('2023-02-03', '25:00')).toThrow(RangeError);
  });
});

describe('Closing days without an end', () => {
  it('are refused where a day is counted past them, and not counted through', () => {
    const closed = countingPolicy('strict', [{ from: '0001-01-01', to: '9999-12-31', name: 'Lukket' }]);
    const refused = expect.objectContaining({ code: 'closed-without-end', status: 409 });
    for (const count of [countBack, countForward]) {
      let error: unknown = null;
      try {
        count('2026-12-01', 4, closed);
      } catch (caught) {
        error = caught;
      }
      expect(error).toEqual(refused);
    }
  });

  it('a closing over Christmas, entered for each year, is counted past as before', () => {
    const closed = countingPolicy('strict', [{ from: '2026-12-21', to: '2027-01-03', name: 'Juleferie' }]);
    expect(countBack('2027-01-05', 2, closed).day).toBe('2026-12-18');
  });
});

describe('Whoever lets others wait', () => {
  it('is reminded on the second hverdag, in the morning', () => {
    const { dueAt, basis } = approvalReminder.dueFor({ since: '2023-05-17T13:00:00.000Z' });
    expect(dueAt).toBe('2023-05-22T06:00:00.000Z');
    expect(deadlineSentence(dueAt, basis)).toBe(
      'Den, punktet venter på, mindes om det mandag den 22. maj 2023 kl. 08.00: 2 hverdage efter onsdag den 17. maj 2023 kl. 15.00. ' +
        'Tæller ikke med: Kristi himmelfartsdag 18. maj.',
    );
  });
});
