import { describe, expect, it } from 'vitest';
import { notEditorial } from '#src/documents/editorial-change.ts';
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { richTextOf } from '#src/documents/plain-text.ts';

const TEXT = 'Planen koster 1.250.000 kr. i 2027 og 2,5 mio. kr. i alt. Andelen er 3 % af budgetet.';
const bilag = {
  seq: 1,
  docId: null,
  openness: 'open',
  title: 'Notat',
  titlePublic: true,
  docNo: null,
  mainDocument: false,
} as const;
const content = (text = TEXT, more: Partial<ItemContent> = {}): ItemContent => ({
  ...emptyItemContent('decision'),
  title: 'Udmøntningsplan',
  sections: [{ heading: 'Økonomi', body: richTextOf(text) }],
  recommendation: { lead: 'Direktionen indstiller, at', clauses: ['planen godkendes.', 'puljen udmøntes.'] },
  bilag: [bilag],
  ...more,
});
const ruleOf = (after: ItemContent) => notEditorial(content(), after)?.rule ?? null;

describe('an editorial change', () => {
  it('puts words and spelling right', () => {
    expect(ruleOf(content(TEXT.replace('budgetet', 'budgettet')))).toBeNull();
    expect(
      ruleOf(
        content(TEXT, {
          recommendation: { lead: 'Direktionen indstiller at', clauses: ['planen godkendes.', 'puljen udmøntes.'] },
        }),
      ),
    ).toBeNull();
    expect(ruleOf(content(TEXT, { bilag: [{ ...bilag, title: 'Notat om planen' }] }))).toBeNull();
  });

  it('may write the same sum in another way, and put it elsewhere', () => {
    expect(ruleOf(content(TEXT.replace('1.250.000 kr.', '1 250 000 kroner').replace('3 %', '3 procent')))).toBeNull();
    expect(ruleOf(content(`I 2027 koster planen 1.250.000 kr. og i alt 2,5 mio. kr. Andelen er 3 %.`))).toBeNull();
  });

  it('leaves sums and other figures alone, and names the first that differs', () => {
    for (const [from, to, before, after] of [
      ['1.250.000', '1.520.000', '1250000 kr', '1520000 kr'],
      ['2,5 mio.', '2,5 mia.', '2,5 mio', '2,5 mia'],
      ['2,5', '25', '2,5 mio', '25 mio'],
      ['3 %', '-3 %', '3 %', '-3 %'],
      ['2027', '2028', '2027', '2028'],
      ['3 % af', 'en del af', '3 %', '–'],
      ['i alt', 'i alt (12 årsværk)', '–', '12'],
    ] as const) {
      expect(notEditorial(content(), content(TEXT.replace(from, to))), to).toEqual({
        rule: 'editorial-keeps-sums',
        details: { before, after },
      });
    }
  });

  it('leaves at-clauses, title and openness alone', () => {
    const lead = 'Direktionen indstiller, at';
    expect(ruleOf(content(TEXT, { recommendation: { lead, clauses: ['planen godkendes.'] } }))).toBe(
      'editorial-keeps-clauses',
    );
    expect(
      ruleOf(content(TEXT, { recommendation: { lead, clauses: ['puljen udmøntes.', 'planen godkendes.'] } })),
    ).toBe('editorial-keeps-clauses');
    expect(ruleOf(content(TEXT, { recommendation: null }))).toBe('editorial-keeps-clauses');
    expect(ruleOf(content(TEXT, { title: 'Udmøntning af planen' }))).toBe('editorial-keeps-title');
    expect(ruleOf(content(TEXT, { publicTitle: 'En plan' }))).toBe('editorial-keeps-title');
    expect(ruleOf(content(TEXT, { openness: 'closed' }))).toBe('editorial-keeps-openness');
    expect(ruleOf(content(TEXT, { bilag: [{ ...bilag, openness: 'closed' }] }))).toBe('editorial-keeps-openness');
    const orienting = (text: string) => content(TEXT, { recommendation: { lead: text, clauses: [] } });
    expect(notEditorial(orienting('Til orientering.'), orienting('Til drøftelse.'))?.rule).toBe(
      'editorial-keeps-clauses',
    );
  });
});
