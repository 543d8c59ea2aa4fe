import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HearingWindow } from '#machines/hearing/events.ts';
import { HEARING_TYPES, type HearingType, hearingType } from '#src/calendar/hearing-types.ts';
import { earliestClosing, windowWarnings } from '#src/calendar/hearing-window.ts';
import { addDays, addWeeks } from '#src/calendar/zoned.ts';
import { Basis } from '#src/deadlines/basis.ts';
import { hearingWindow } from '#src/deadlines/hearing-window.ts';
import { deadlineSentence } from '#src/words/deadline-sentence.ts';

const typeOf = (id: string) => hearingType(id) as HearingType;
const open = { graceMinutes: 60, closingDays: [] };

describe('The window of a hearing', () => {
  it('includes its last day whole, and a grace after it', () => {
    const asked = { type: typeOf('general'), opensOn: '2023-05-12', closesOn: '2023-05-28', ...open };
    const window = hearingWindow(asked);
    expect(HearingWindow.parse(window)).toEqual(window);
    expect([window.opens.dueAt, window.closes.dueAt, window.graceEnds.dueAt]).toEqual([
      '2023-05-11T22:00:00.000Z',
      '2023-05-28T22:00:00.000Z',
      '2023-05-28T23:00:00.000Z',
    ]);
    expect(deadlineSentence(window.closes.dueAt, window.closes.basis)).toBe(
      'Høringen slutter søndag den 28. maj 2023 ved døgnets udgang.',
    );
  });

  it('that ends on pinsedag is warned of and not moved', () => {
    const asked = { type: typeOf('general'), opensOn: '2023-05-12', closesOn: '2023-05-28', ...open };
    expect(windowWarnings(asked)).toEqual([
      { code: 'ends-on-no-hverdag', day: '2023-05-28', why: 'pinsedag', instead: '2023-05-30' },
    ]);
  });

  it('that ends while the town hall is closed is warned of too', () => {
    const closingDays = [{ from: '2023-05-17', to: '2023-05-19', name: 'lukkedage ved Kristi himmelfart' }];
    const asked = {
      type: typeOf('general'),
      opensOn: '2023-04-12',
      closesOn: '2023-05-17',
      graceMinutes: 60,
      closingDays,
    };
    expect(windowWarnings(asked)).toMatchObject([{ why: 'lukkedage ved Kristi himmelfart', instead: '2023-05-22' }]);
    expect(hearingWindow(asked).closes.dueAt).toBe('2023-05-17T22:00:00.000Z');
  });

  it('is warned of when no party can meet in it', () => {
    const asked = { type: typeOf('general'), opensOn: '2023-05-08', closesOn: '2023-05-12', ...open };
    expect(windowWarnings(asked).map(({ code }) => code)).toEqual(['short']);
  });

  it("has the law's minimum, in calendar weeks, moved to a hverdag", () => {
    expect(earliestClosing(typeOf('local-plan'), '2023-05-02')).toBe('2023-05-30');
    expect(earliestClosing(typeOf('local-plan'), '2023-05-01')).toBe('2023-05-30');
    expect(earliestClosing(typeOf('school-closure'), '2023-09-04')).toBe('2023-10-30');
    expect(earliestClosing(typeOf('elders-council'), '2023-09-04')).toBeNull();
  });

  it('is counted alike for every type and day: never below its weeks, kept with its basis', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));
    fc.assert(
      fc.property(fc.constantFrom(...HEARING_TYPES), day, fc.integer({ min: 1, max: 120 }), (type, opensOn, days) => {
        const window = hearingWindow({ type, opensOn, closesOn: addDays(opensOn, days), ...open });
        for (const due of [window.opens, window.closes, window.graceEnds, ...(window.reminds ? [window.reminds] : [])])
          expect(Basis.safeParse(due.basis).success).toBe(true);
        const earliest = earliestClosing(type, opensOn);
        if (earliest !== null) expect(earliest >= addWeeks(opensOn, type.minimumWeeks ?? 0)).toBe(true);
        expect(window.minimumClosesAt === null).toBe(type.minimumWeeks === null);
      }),
    );
  });
});
