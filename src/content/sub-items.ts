/** Sub-items in print: a table of their own, unless the officer's text tells of them already. Pure. */
import type { ItemContent, SubItem } from './item-content.ts';
import { plainText } from './plain-text.ts';
import type { RichText } from './rich-text.ts';

export const SUB_ITEMS_HEADING = 'Punkter til behandling';

const unspaced = (text: string): string => text.replaceAll(/\s+/g, '');

/** The sections as they are printed: with the list of sub-items last, where no section names them all. */
export function sectionsWithSubItems({
  sections,
  subItems = [],
}: Pick<ItemContent, 'sections' | 'subItems'>): ItemContent['sections'] {
  const told = unspaced(sections.map(({ body }) => plainText(body)).join(''));
  if (subItems.every(({ title }) => told.includes(unspaced(title)))) return sections;
  return [...sections, { heading: SUB_ITEMS_HEADING, body: tableOf(subItems) }];
}

/** "9.00-9.30"; a start alone; nothing where the time is open. Times are local, `hh:mm`. */
export function slotOf({ start, end }: Pick<SubItem, 'start' | 'end'>): string {
  const [from, to] = [start, end].map((time) => time?.replace(':', '.') ?? '');
  return to ? `${from}-${to}` : (from ?? '');
}

function tableOf(subItems: readonly SubItem[]): RichText {
  const cell = (type: string, text: string) => ({
    type,
    content: [text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] }],
  });
  const row = (type: string, ...texts: string[]) => ({
    type: 'tableRow',
    content: texts.map((text) => cell(type, text)),
  });
  const timed = subItems.some(({ start }) => start !== null);
  const rows = subItems.map((each) =>
    timed ? row('tableCell', slotOf(each), each.title) : row('tableCell', each.title),
  );
  const head = timed ? row('tableHeader', 'Tid', 'Punkt') : row('tableHeader', 'Punkt');
  return { type: 'doc', content: [{ type: 'table', content: [head, ...rows] }] } as RichText;
}
