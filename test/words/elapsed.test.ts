import { describe, expect, it } from 'vitest';
import { formatElapsed, spanInWords } from '#src/words/elapsed.ts';

const between = (since: string, until: string) => spanInWords(new Date(since), new Date(until));

describe('how long something takes', () => {
  it.each([
    ['from Monday afternoon to Wednesday morning', '2023-11-20T15:00:00Z', '2023-11-22T08:00:00Z', '2 dage'],
    [
      'to a window’s end at midnight, which is the day before',
      '2023-11-20T08:00:00Z',
      '2023-11-22T23:00:00Z',
      '2 dage',
    ],
    ['for 24 hours', '2023-11-20T08:00:00Z', '2023-11-21T08:00:00Z', '1 dag'],
    ['from midnight to midnight', '2023-11-20T23:00:00Z', '2023-11-21T23:00:00Z', '1 dag'],
    ['over the day on which summer time ends', '2023-10-27T10:00:00Z', '2023-10-30T11:00:00Z', '3 dage'],
    ['over the day on which it begins', '2023-03-25T10:00:00Z', '2023-03-27T10:00:00Z', '2 dage'],
    ['just after midnight to just after midnight', '2023-11-20T22:30:00Z', '2023-11-22T22:45:00Z', '2 dage'],
  ])('%s is counted by the calendar in Denmark', (_, since, until, words) => {
    expect(between(since, until)).toBe(words);
  });

  it('is said in hours and minutes for less than 24 hours', () => {
    expect(between('2023-11-20T22:30:00Z', '2023-11-21T21:30:00Z')).toBe('23 timer');
    expect(between('2023-11-20T08:00:00Z', '2023-11-20T08:01:59Z')).toBe('1 minut');
    expect(formatElapsed('2023-11-20T08:00:00Z', new Date('2023-11-20T08:00:30Z'))).toBe('lige nu');
  });
});
