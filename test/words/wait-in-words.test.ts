import { describe, expect, it } from 'vitest';
import { waitInWords } from '#src/words/wait-in-words.ts';
import { sentenceOf } from '#src/words/words.ts';

describe('how long there is to wait', () => {
  it.each([
    [1, 'om 1 minut'],
    [60, 'om 1 minut'],
    [61, 'om 2 minutter'],
    [900, 'om 15 minutter'],
    [5_400, 'om 90 minutter'],
    [5_401, 'om 2 timer'],
    [86_400, 'om 24 timer'],
  ])('of %i seconds is said rounded up: %s', (seconds, words) => {
    expect(waitInWords(seconds)).toBe(words);
  });

  it('is in every sentence about something that was done too often, and in none without a number', () => {
    for (const rule of [
      'sign-in-too-often',
      'sign-in-address-too-often',
      'answers-too-often',
      'receipts-too-often',
      'uploads-too-often',
    ]) {
      expect(sentenceOf(rule, { retryAfterSeconds: 120 }).lift).toContain('om 2 minutter');
      expect(sentenceOf(rule).lift).not.toContain('{');
    }
  });
});
