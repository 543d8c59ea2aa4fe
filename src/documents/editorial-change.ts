/**
 * What an edit that is called editorial leaves alone: whoever has approved stays bound to what the organ is asked to decide, to what it
 * costs, to what the item is called and to who may read it. A change of any of these is one of substance. Pure.
 */
import type { Bilag, ItemContent } from './item-content.ts';
import { plainText } from './plain-text.ts';

export interface NotEditorial {
  rule: 'editorial-keeps-title' | 'editorial-keeps-clauses' | 'editorial-keeps-openness' | 'editorial-keeps-sums';
  /** Of sums: the first that is gone, and the first that has come; a dash where none has. */
  details: Record<string, string>;
}

/** @returns the rule that forbids to call the change editorial, or null where it is */
export function notEditorial(before: ItemContent, after: ItemContent): NotEditorial | null {
  const differs = (of: (content: ItemContent) => unknown) => JSON.stringify(of(before)) !== JSON.stringify(of(after));
  if (differs(titles)) return { rule: 'editorial-keeps-title', details: {} };
  if (differs(asks)) return { rule: 'editorial-keeps-clauses', details: {} };
  if (differs(({ openness, closedUntil }) => [openness, closedUntil ?? null]) || bilagOpenOtherwise(before, after)) {
    return { rule: 'editorial-keeps-openness', details: {} };
  }
  const [was, is] = [figuresOf(before), figuresOf(after)];
  const [gone, come] = [firstMissing(was, is), firstMissing(is, was)];
  if (gone === undefined && come === undefined) return null;
  return { rule: 'editorial-keeps-sums', details: { before: gone ?? '–', after: come ?? '–' } };
}

const spaced = (text: string): string => text.trim().replace(/\s+/g, ' ');
const titles = ({ title, publicTitle = '' }: ItemContent) => [title, publicTitle].map(spaced);
/** The at-clauses; where there is none, as of an orientation, the sentence that stands alone. */
function asks({ recommendation }: ItemContent): string[] {
  if (recommendation === null) return [];
  const { lead, clauses } = recommendation;
  return (clauses.length > 0 ? clauses : [lead]).map(spaced);
}

/** Whether a bilag that both versions have is open to others than before. */
function bilagOpenOtherwise(before: ItemContent, after: ItemContent): boolean {
  const readers = ({ openness, titlePublic, closedUntil, opennessIn = [] }: Bilag) =>
    JSON.stringify([openness, titlePublic, closedUntil ?? null, opennessIn]);
  return before.bilag.some((row) => {
    const same = after.bilag.find(({ seq }) => seq === row.seq);
    return same !== undefined && readers(same) !== readers(row);
  });
}

/** A figure, grouped by thousands or not, and the unit behind it: "1.250.000 kr.", "2,5 mio. kr.", "3 %". */
const FIGURE =
  /(?<sign>(?<![\d\w])[-−])?(?<figure>\d{1,3}(?:[.\u0020\u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,:/]\d+)*)(?<unit>\s*(?:%|‰|€|(?:mio|mia|millioner|milliarder|tkr|t\.kr|kr|kroner|øre|euro|pct|procent|promille)(?![\p{L}\d])))?/giu;
const SAME_UNIT: Readonly<Record<string, string>> = {
  ...{ kroner: 'kr', millioner: 'mio', milliarder: 'mia', 't.kr': 'tkr' },
  ...{ pct: '%', procent: '%', promille: '‰', euro: '€' },
};

/** Every figure of the text outside title and at-clauses, in one form however it is written. */
function figuresOf({ sections, recommendation, subItems = [] }: ItemContent): string[] {
  const texts = [
    ...sections.flatMap(({ heading, body }) => [heading, plainText(body)]),
    recommendation?.lead ?? '',
    ...subItems.flatMap(({ title, text }) => [title, text ? plainText(text) : '']),
  ];
  return texts.flatMap((text) => [...text.matchAll(FIGURE)].map(({ groups = {} }) => asOne(groups)));
}

function asOne({ sign = '', figure = '', unit = '' }: Record<string, string | undefined>): string {
  const isGrouped = /^\d{1,3}(?:[.\s]\d{3})+(?:,|$)/.test(figure);
  const word = unit.trim().toLocaleLowerCase('da');
  const said = SAME_UNIT[word] ?? word;
  return `${sign === '' ? '' : '-'}${isGrouped ? figure.replace(/[.\s]/g, '') : figure}${said === '' ? '' : ` ${said}`}`;
}

/** The first of `figures` that stands there more often than in `others`. */
function firstMissing(figures: readonly string[], others: readonly string[]): string | undefined {
  const left = new Map<string, number>();
  for (const figure of others) left.set(figure, (left.get(figure) ?? 0) + 1);
  return figures.find((figure) => {
    const times = left.get(figure) ?? 0;
    left.set(figure, times - 1);
    return times <= 0;
  });
}
