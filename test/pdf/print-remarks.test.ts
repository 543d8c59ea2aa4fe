/** Whoever writes is told which words look otherwise on paper. */
import { describe, expect, it } from 'vitest';
import { remarkSentences } from '#src/http/pages/editor/prints-otherwise.ts';
import { printRemarks } from '#src/pdf/print-remarks.ts';
import { inSymbolFont } from '#src/pdf/symbol-fonts.ts';

const reasons = (text: string) => printRemarks(text).map(({ word, printed, reasons: why }) => [word, printed, ...why]);

describe('Words that look otherwise on paper', () => {
  it('are those with a character that no font has, of a symbol font, turned around, or in colours', () => {
    expect(reasons('Sag \uE123x, godt👍. \uF0A7 punkt \u202Eabc\u202C ⚠️ 🇩🇰')).toEqual([
      ['\uE123x,', '[U+E123]x,', 'stand-in'],
      ['godt👍.', 'godt👍.', 'one-colour'],
      ['\uF0A7', '▪', 'symbol'],
      ['\u202Eabc\u202C', 'abc', 'direction'],
      ['⚠️', '⚠', 'one-colour'],
      ['🇩🇰', '🇩🇰', 'one-colour'],
    ]);
  });

  it('are not what is printed as it stands: hyphens, boxes, bullets, other alphabets, letters in two parts', () => {
    expect(
      printRemarks('E\u2011post ☐ ▪ ● ✔ ⇒ ⚠ © 12 € æøå e\u0301 שלום مرحبا 漢字 soft\u00ADhyphen [U+E123]'),
    ).toEqual([]);
  });

  it('are found where they stand', () => {
    const [first] = printRemarks('Hej,\nalle 👍 her');
    expect(first && 'Hej,\nalle 👍 her'.slice(first.from, first.to)).toBe('👍');
  });

  it('are named once each, and of very many only the first', () => {
    const many = Array.from({ length: 14 }, (_, n) => `ord${n}👍`).join(' ');
    const said = remarkSentences(['👍 og 👍', many]);
    expect(said[0]).toBe('“👍” trykkes som “👍” (billedtegn trykkes uden farver).');
    expect(said).toHaveLength(11);
    expect(said.at(-1)).toBe('Det samme gælder 5 andre ord.');
  });
});

it('A hard space beside a sign of a symbol font stays a space', () => {
  expect(inSymbolFont('Symbol', '·\u00A0')).toBe('•\u00A0');
});
