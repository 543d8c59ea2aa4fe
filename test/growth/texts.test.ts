import { describe, expect, it } from 'vitest';
import { readAddressList } from '#src/addresses/list.ts';
import { countingPolicy, DEFAULT_POLICY } from '#src/calendar/counting-policy.ts';
import { countBack } from '#src/calendar/hverdage.ts';
import { compareTexts } from '#src/documents/compare-texts.ts';
import { notEditorial } from '#src/documents/editorial-change.ts';
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { LONGEST_TEXT } from '#src/documents/longest-text.ts';
import { wordChanges } from '#src/documents/word-changes.ts';
import { wordTokens } from '#src/documents/word-tokens.ts';
import { richBlocks } from '#src/pdf/rich-blocks.ts';
import { assertSafeJson } from '#src/safe-json.ts';
import { marked, termsIn } from '#src/search/search-query.ts';
import { growth, MOST_GROWTH } from './growth.ts';

/** A draft's JSON, in bytes. */
const BODY = 1024 * 1024;

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const item = (lines: readonly string[]): ItemContent => ({
  ...emptyItemContent('decision'),
  sections: [{ heading: 'Sagsfremstilling', body: { type: 'doc', content: lines.map(paragraph) } }],
});
const words = { type: String, openness: String, availability: String };

/** Numbered words, so that no two texts of other seeds share any. */
const text = (count: number, seed: string) => Array.from({ length: count }, (_, n) => `ord${n}${seed}`).join(' ');
const linesOf = (count: number, length: number, seed: string) =>
  Array.from({ length: count }, (_, n) => text(length, `${seed}${n}`));

/** What a text may repeat, in characters that one or another pattern looks at. */
const REPEATED = [
  'a',
  'å',
  '1',
  '1 ',
  '1.',
  '1,',
  '-',
  ' ',
  '\t',
  '.',
  '§ ',
  '000 ',
  '1.000 kr ',
  '1. jan ',
  '"a" ',
  '(',
  '<a',
  'A, ',
];

const table = (rows: number, cells: number, colspan: number) => ({
  type: 'table',
  content: Array.from({ length: rows }, () => ({
    type: 'tableRow',
    content: Array.from({ length: cells }, () => ({ type: 'tableCell', attrs: { colspan } })),
  })),
});

describe('What people write is read in a time that grows with its length', () => {
  it.each<[what: string, cap: number, make: (size: number) => () => unknown]>([
    [
      'two paragraphs with no word in common, compared',
      LONGEST_TEXT / 8,
      (count) => {
        const [before, after] = [text(count, 'x'), text(count, 'y')];
        return () => wordChanges(before, after);
      },
    ],
    [
      'two texts of short lines, all of them others',
      BODY / 100,
      (count) => {
        const [before, after] = [item(linesOf(count, 1, 'x')), item(linesOf(count, 1, 'y'))];
        return () => compareTexts(before, after, words);
      },
    ],
    [
      'two texts of long lines, half of their words others',
      BODY / 4_000,
      (count) => {
        const half = (seed: string) =>
          item(linesOf(count, 200, '').map((line, n) => `${line} ${text(200, `${seed}${n}`)}`));
        const [before, after] = [half('x'), half('y')];
        return () => compareTexts(before, after, words);
      },
    ],
    [
      'a table as wide and long as may be',
      20_000 / 60,
      (rows) => {
        const doc = { type: 'doc' as const, content: [table(rows, 60, 1)] };
        return () => {
          assertSafeJson(doc);
          richBlocks(doc, 2);
        };
      },
    ],
    [
      'a meeting’s dispatch, counted back over closing days',
      1_000,
      (count) => {
        const closures = Array.from({ length: count }, (_, n) => ({
          from: `20${10 + (n % 90)}-01-01`,
          to: '2012-01-02',
          name: 'x',
        }));
        const policy = countingPolicy(DEFAULT_POLICY, closures);
        return () => countBack('2026-12-01', 8, policy);
      },
    ],
  ])('%s', (_, cap, make) => {
    expect(growth(Math.floor(cap), make)).toBeLessThanOrEqual(MOST_GROWTH);
  });

  it.each(REPEATED)('%j, again and again: as words, as figures, as a hit, as a list of parties', (part) => {
    const repeated = (size: number) => part.repeat(Math.floor(size / part.length));
    const readers: ((read: string) => unknown)[] = [
      wordTokens,
      (read) => notEditorial(item([read]), item([`${read} x`])),
      (read) => marked(read, termsIn('budget "1 1"')),
      readAddressList,
    ];
    const times = readers.map((read) =>
      growth(LONGEST_TEXT, (size) => {
        const given = repeated(size);
        return () => read(given);
      }),
    );
    expect(Math.max(...times)).toBeLessThanOrEqual(MOST_GROWTH);
  });
});

describe('A table', () => {
  const refused = (input: unknown): unknown => {
    try {
      assertSafeJson(input);
      return null;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it('of 400 rows of cells that span 50 columns each is refused before it is laid out', () => {
    expect(refused({ type: 'doc', content: [table(400, 8, 50)] })).toBe('table-too-wide');
  });

  it('whose cells from above push the others to the right is counted as it is laid out', () => {
    const pushed = table(60, 30, 2);
    for (const row of pushed.content) for (const cell of row.content) Object.assign(cell.attrs, { rowspan: 200 });
    expect(refused({ content: [pushed] })).toBe('table-too-wide');
  });

  it('is one of several that are counted together', () => {
    const many = Array.from({ length: 60 }, () => table(10, 40, 1));
    expect(refused({ type: 'doc', content: many })).toBe('tables-too-large');
    expect(refused({ type: 'doc', content: many.slice(0, 40) })).toBe(null);
  });

  it('of a budget, account by account, is taken', () => {
    expect(refused({ type: 'doc', content: [table(350, 12, 1)] })).toBe(null);
  });
});
