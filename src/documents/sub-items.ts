/** Sub-items in print: a table of their own, unless the officer's text names them already. Pure. */

import { pointed } from '#src/calendar/danish-dates.ts';
import type { SubDecision } from './decision.ts';
import type { ItemContent, SubItem } from './item-content.ts';
import { plainText } from './plain-text.ts';
import type { RichText } from './rich-text.ts';

const SUB_ITEMS_HEADING = 'Punkter til behandling';
const PARTICIPANTS = 'Deltager i punktet:';
const ADDED = 'Taget op på mødet:';
const FOLLOW_UP = 'Opfølgning:';

const unspaced = (text: string): string => text.replaceAll(/\s+/g, '');

/** The sections as they are printed: with the list of sub-items last, where no section names them all. */
export function sectionsWithSubItems({
  sections,
  subItems = [],
}: Pick<ItemContent, 'sections' | 'subItems'>): ItemContent['sections'] {
  const named = unspaced(sections.map(({ body }) => plainText(body)).join(''));
  if (subItems.every(({ title }) => named.includes(unspaced(title)))) return sections;
  return [...sections, { heading: SUB_ITEMS_HEADING, body: tableOf(subItems) }];
}

/** "9.00-9.30"; a start alone; nothing where the time is open. Times are local, `hh:mm`. */
export function slotOf({ start, end }: Pick<SubItem, 'start' | 'end'>): string {
  const [from, to] = [start, end].map((time) => (time === null ? '' : pointed(time)));
  return to ? `${from}-${to}` : (from ?? '');
}

function tableOf(subItems: readonly SubItem[]): RichText {
  const paragraph = (text: string) =>
    text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };
  const cell = (type: string, ...content: object[]) => ({ type, content });
  const row = (...cells: object[]) => ({ type: 'tableRow', content: cells });
  const timed = subItems.some(({ start }) => start !== null);
  const time = (type: string, text: string) => (timed ? [cell(type, paragraph(text))] : []);
  const rows = subItems.map((each) => {
    const { title, text, participants = [] } = each;
    const guests = participants.length === 0 ? [] : [paragraph(`${PARTICIPANTS} ${participants.join(', ')}`)];
    return row(
      ...time('tableCell', slotOf(each)),
      cell('tableCell', paragraph(title), ...(text?.content ?? []), ...guests),
    );
  });
  const head = row(...time('tableHeader', 'Tid'), cell('tableHeader', paragraph('Punkt')));
  return { type: 'doc', content: [{ type: 'table', content: [head, ...rows] }] } as RichText;
}

/** A decision on a sub-item as a point of a list: its title, its words, why it came up, and who does what next. */
export function subDecisionPrinted({ title, text, addedReason, followUp }: SubDecision): RichText['content'][number] {
  const line = (words: string, ...marks: { type: 'bold' }[]) => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text: words, ...(marks.length > 0 && { marks }) }],
  });
  return {
    type: 'listItem',
    content: [
      ...(title === undefined ? [] : [line(title, { type: 'bold' })]),
      ...text.content,
      ...(title === undefined || addedReason === null ? [] : [line(`${ADDED} ${addedReason}`)]),
      ...(followUp === undefined ? [] : [line(`${FOLLOW_UP} ${followUp}`)]),
    ],
  };
}
