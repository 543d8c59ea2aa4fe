/** The lines of a section as rich text: paragraphs, lists and the tables that agendas have. No word is lost or moved. */
import { textNodes } from '#src/documents/plain-text.ts';
import type { RichNode, RichText } from '#src/documents/rich-text.ts';
import { entriesOf, type NumberedList, numberedLists } from './numbered-lists.ts';
import { isPageLine, isPaperOnly } from './page-marks.ts';
import { DATE_START, isRowsHead, isSlotsHead, TIME_START, tableEnd, withoutTags } from './section-tables.ts';

const BULLET = /^(\s?)[-•▪●◦–—*]\s+(.*)$/;
// Only a number with a point is set again as one; "1)" stays as it is printed.
const NUMBER = /^(\d{1,2})\.\s+(?=["”»'(]?[A-ZÆØÅ])(.*)$/;
/** Longer than this, a line was probably broken where the page ended, and reads on in the next. */
const WRAPPED = 70;
const paragraph = (text: string): RichNode => ({
  type: 'paragraph',
  ...(text === '' ? {} : { content: textNodes(text) }),
});
const cell = (blocks: RichNode[], header = false): RichNode => ({
  type: header ? 'tableHeader' : 'tableCell',
  content: blocks.length > 0 ? blocks : [paragraph('')],
});
const row = (cells: RichNode[]): RichNode => ({ type: 'tableRow', content: cells });
const item = (text: string): RichNode => ({ type: 'listItem', content: [paragraph(text)] });

/** The entries of a cell: a list where bullets stand in it, otherwise one paragraph. */
function cellBlocks(text: string): RichNode[] {
  const clean = withoutTags(text);
  if (!clean.includes('•')) return clean === '' ? [] : [paragraph(clean)];
  const [intro = '', ...entries] = clean.split('•').map((part) => part.trim());
  const list: RichNode = { type: 'bulletList', content: entries.filter((entry) => entry !== '').map(item) };
  return [...(intro === '' ? [] : [paragraph(intro)]), list];
}

const isTableHead = (line: string): boolean => isSlotsHead(line) || isRowsHead(line);

/** Marks of the printed page are left out; every other word stands in it, in its order. */
export function richFromLines(all: readonly string[]): RichText {
  const lines = withPageMarksTogether(all.filter((line) => !isPaperOnly(line)));
  const content = blocksOf(lines, numberedLists(lines));
  return { type: 'doc', content: content.length > 0 ? content : [paragraph('')] };
}

function blocksOf(lines: readonly string[], numbered: ReadonlyMap<number, NumberedList>): RichNode[] {
  const content: RichNode[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else if (isTableHead(line)) at = takeTable(lines, at, content);
    else if (BULLET.test(line)) at = takeBullets(lines, at, content);
    else if (isPointed(lines, numbered.get(at))) at = takeNumbers(lines, numbered.get(at) as NumberedList, content);
    else if (line.includes('\t')) at = takeTabs(lines, at, content);
    else at = takeParagraph(lines, at, content);
  }
  return content;
}

/** What stood at a page's end and at the next one's beginning is one line: a number on a line of its own would be a page's again. */
function withPageMarksTogether(lines: readonly string[]): string[] {
  const together: string[] = [];
  let mark = -1;
  for (const line of lines) {
    if (isPageLine(line) && mark !== -1) together[mark] = `${together[mark]} ${line}`;
    else together.push(line);
    if (isPageLine(line)) mark = mark === -1 ? together.length - 1 : mark;
    else if (line !== '') mark = -1;
  }
  return together;
}

function takeParagraph(lines: readonly string[], start: number, content: RichNode[]): number {
  const parts = [withoutTags(lines[start] ?? '')];
  let at = start + 1;
  while (at < lines.length && continues(lines[at - 1] ?? '', lines[at] ?? '')) {
    parts.push(withoutTags(lines[at] ?? ''));
    at += 1;
  }
  // A number alone at the foot of a printed page would be taken for the page's own: it stands before what follows.
  const below = lines[at] === '' ? at + 1 : at;
  if (parts.length === 1 && /^\f*\d{1,3}$/.test(lines[start] ?? '') && isPlain(lines[below])) {
    parts.push(withoutTags(lines[below] ?? ''));
    at = below + 1;
  }
  const text = parts.join(' ').trim();
  if (text !== '') content.push(paragraph(text));
  return at;
}

/** Whether a line reads on in the next: it was long or the next begins small, and that is neither empty nor something of its own. */
const continues = (line: string, next: string): boolean =>
  (line.length > WRAPPED || (/^[a-zæøå]/.test(next) && line.length > 30 && !/[.:;!?]$/.test(line))) && isPlain(next);

/** A line of running text: neither empty nor the beginning of a list or a table. */
const isPlain = (line = ''): boolean =>
  line !== '' && !BULLET.test(line) && !NUMBER.test(line) && !line.includes('\t') && !isTableHead(line);

/** Bullets, one inside another where they are set in; an empty line between two of them is only a page's end. */
function takeBullets(lines: readonly string[], start: number, content: RichNode[]): number {
  const list: RichNode = { type: 'bulletList', content: [] };
  let at = start;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const [, inset, text = ''] = BULLET.exec(line) ?? [];
    const last = list.content?.at(-1);
    if (inset === undefined) {
      if (line === '' && BULLET.test(lines[at + 1] ?? '')) at += 1;
      else if (line !== '' && continues(lines[at - 1] ?? '', line)) {
        extend(last, withoutTags(line));
        at += 1;
      } else break;
      continue;
    }
    if (inset !== '' && last) nest(last, withoutTags(text));
    else list.content?.push(item(withoutTags(text)));
    at += 1;
  }
  content.push(list);
  return at;
}

function nest(parent: RichNode, text: string): void {
  const inner = parent.content?.at(-1);
  if (inner?.type === 'bulletList') inner.content?.push(item(text));
  else parent.content?.push({ type: 'bulletList', content: [item(text)] });
}

function extend(last: RichNode | undefined, text: string): void {
  const paragraph = last?.content?.at(-1);
  const written = paragraph?.content?.map(({ text: part = '' }) => part).join('');
  if (paragraph && written) paragraph.content = textNodes(`${written} ${text}`);
}

const isPointed = (lines: readonly string[], list: NumberedList | undefined): boolean =>
  list?.at.every((at) => NUMBER.test(lines[at] ?? '')) ?? false;

/** One list with its own numbers, whatever stands in its entries; numbers inside them stay as they are printed. */
function takeNumbers(lines: readonly string[], list: NumberedList, content: RichNode[]): number {
  content.push({
    type: 'orderedList',
    attrs: { start: list.first },
    content: entriesOf(lines, list).map((entry) => ({ type: 'listItem', content: blocksOf(entry.lines, new Map()) })),
  });
  return list.end;
}

/** Lines with tabs are rows. */
function takeTabs(lines: readonly string[], start: number, content: RichNode[]): number {
  const rows: string[][] = [];
  let at = start;
  while (at < lines.length && (lines[at] ?? '').includes('\t')) {
    rows.push((lines[at] ?? '').split('\t'));
    at += 1;
  }
  const columns = Math.max(...rows.map((cells) => cells.length));
  const pad = (cells: string[]) => [...cells, ...Array.from({ length: columns - cells.length }, () => '')];
  content.push({ type: 'table', content: rows.map((cells) => row(pad(cells).map((text) => cell(cellBlocks(text))))) });
  return at;
}

/** "Tid / Punkt" and "Dato / Indhold": the time or date to the left, what it is about to the right. */
function takeTable(lines: readonly string[], start: number, content: RichNode[]): number {
  const heads = (lines[start] ?? '').trim().split(/\s+/);
  const isTime = isSlotsHead(lines[start] ?? '');
  const rows: { left: string[]; right: string[] }[] = [];
  const end = tableEnd(lines, start);
  for (const line of lines.slice(start + 1, end)) {
    if (line === '') continue;
    const left = (isTime ? TIME_START : DATE_START).exec(line)?.[0] ?? '';
    const rest = line.slice(left.length).trim();
    const last = rows.at(-1);
    if (left !== '' && last && last.right.length === 0 && isTime) last.left.push(left);
    else if (left !== '' || last === undefined || line.startsWith('\t') || !isTime)
      rows.push({ left: left ? [left] : [], right: [] });
    const target = rows.at(-1);
    if (rest !== '') target?.right.push(rest);
  }
  content.push({
    type: 'table',
    content: [
      row(heads.map((head) => cell([paragraph(head)], true))),
      ...rows.map(({ left, right }) =>
        row([cell(left.length > 0 ? [paragraph(left.join(' '))] : []), cell(subItemTexts(right).flatMap(cellBlocks))]),
      ),
    ],
  });
  return end;
}

/** A sub-item's title is its first sentence: short, and without the verbs that a sentence about it has. */
const TITLE = 85;
const SAYS =
  /\b(skal|er|har|kan|vil|bliver|blev|drøfter|drøftes|orienteres|behandles|gennemgår|godkender|deltager|deltog)\b/i;

/** The lines of one cell, joined to the texts of the sub-items in it. */
export function subItemTexts(lines: readonly string[]): string[] {
  const texts: string[] = [];
  lines.forEach((line, index) => {
    const before = texts.at(-1);
    const sentence =
      /^.*?\.(?=\s|$)/.exec(
        lines
          .slice(index, index + 4)
          .join(' ')
          .slice(0, 1_000),
      )?.[0] ?? line;
    const begins =
      before === undefined ||
      (/[.:]$/.test(before) && /^[A-ZÆØÅ]/.test(line) && sentence.length <= TITLE && !SAYS.test(sentence));
    if (begins) texts.push(line);
    else texts[texts.length - 1] = `${before} ${line}`;
  });
  return texts;
}
