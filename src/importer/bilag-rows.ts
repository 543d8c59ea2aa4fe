/** The rows of a list of attachments, in the forms in which they have been seen. */
import type { ImportedBilag } from './imported.ts';

const START = /^(\d{1,3})(?:\s*-\s*(\d{5,12})?)?(?:\s*\t\s*|\s+|$)/;
const OPENNESS = /^(Åben|Åbent|Lukket)(?=\s|$)\s*/i;
const DOC_NO = /\d{1,7}\/\d{2,4}/;
const BRACKETED = new RegExp(`\\(([^()]*${DOC_NO.source}[^()]*)\\)\\s*$`);
const BARE = new RegExp(`(?:^|\\s)(${DOC_NO.source})$`);
/** Every form ends in the document's number, in the mark of the main document, or in the brackets left empty for them. */
const COMPLETE = new RegExp(`(${DOC_NO.source}\\)?|\\(\\s*\\)|\\(H\\))\\s*$`);
const ROW_LINES = 4;
/** "• Kort (12345/23)", "2. Notat (Lukket bilag)": the rows of a simple list, of which many do not say whether they are open. */
const NAMED = String.raw`\S.*?\((?:${DOC_NO.source}|(?:lukket|åbent?)[^()]*)\)`;
const PLAIN = new RegExp(String.raw`^(?:[-•▪●◦–*]\s*|(\d{1,2})\.\s+)(${NAMED})\s*$`, 'i');
/** "Kort (12345/23)": a row of a list without marks. What begins with a digit is a row of a list with numbers, or goes on from one. */
const UNMARKED = new RegExp(String.raw`^(?=[\p{L}"»“])(${NAMED})\s*$`, 'iu');
const LONGEST_ROW = 400;
/** Whether a line is such a row and nothing else. */
export const isPlainRow = (line: string): boolean => line.length <= LONGEST_ROW && PLAIN.test(line);
/** The same, or one without a mark: only below the heading, or below another of its form, since the end of any row looks like it. */
export const isSimpleRow = (line: string): boolean =>
  isPlainRow(line) || (line.length <= LONGEST_ROW && UNMARKED.test(line));

/** "Ingen": an answer to the heading, and no row. */
export const saysNoBilag = (line: string): boolean => /^(ingen|intet|-)\.?$/i.test(line);

/** Whether a row begins here: a number, perhaps with a document id, and then its openness, on this line or the next ones. */
export function beginsRow(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (line.length > 1_000 || !/^\d{1,3}(\s|$|-)/.test(line)) return false;
  // The openness may stand on a line of its own below the number and the id.
  const around = lines
    .slice(index, index + 6)
    .filter((each) => each !== '')
    .slice(0, 3)
    .join(' ');
  return /^\d{1,3}(\s*-\s*\d*)?\s*(Åben|Åbent|Lukket)(\s|$)/i.test(around.replaceAll('\t', ' '));
}

/** "1 - Åben Title (41694/23) (H)" with "3453832" below it: a document's id that stands behind its row. */
const isIdOf = (row: string, line: string): boolean => /^\d{1,3}\s*-\s*(?!\d)/.test(row) && /^\d{5,12}$/.test(line);

/** What runs over more lines than that is read by its last ones: whether it is complete is seen at its end. */
const LONGEST_WRAP = 12;

/** Whether the line at `index` still belongs to the row that began before it. @param row what was read of that row */
export function goesOnRow(row: readonly string[], lines: readonly string[], index: number): boolean {
  const read = row.slice(-LONGEST_WRAP).join(' ').trim();
  if (COMPLETE.test(read)) return /^(\(H\)|\(\s*\)|\s)+$/.test(lines[index] ?? '') || isIdOf(read, lines[index] ?? '');
  // A row goes on where its number follows soon; a closed one without title and number is whole.
  if (/^\d{1,3}(\s*-\s*\d*)?\s*$/.test(read)) return true;
  const closedAlone = /^\d{1,3}(\s*-\s*\d*)?\s*Lukket$/i.test(read);
  if (closedAlone && lines[index - 1] === '') return false;
  const ahead = lines
    .slice(index, index + 2 * ROW_LINES)
    .filter((line) => line !== '')
    .slice(0, ROW_LINES);
  const nextRow = ahead.findIndex((_, each) => beginsRow(ahead, each));
  const own = nextRow === -1 ? ahead : ahead.slice(0, nextRow);
  return (
    own.some((line) => line.length <= 300 && COMPLETE.test(line)) ||
    (!closedAlone && lines[index - 1] !== '' && (lines[index] ?? '').length <= 120)
  );
}

/** @returns the rows of a block, in their order */
export function readBilag(lines: readonly string[]): ImportedBilag[] {
  const groups: string[][] = [];
  lines.forEach((line, index) => {
    if (line === '' || (groups.length === 0 && saysNoBilag(line))) return;
    const isRow = isSimpleRow(groups[0]?.[0] ?? '') ? isSimpleRow(line) : isPlainRow(line);
    if (groups.length === 0 || isRow || beginsRow(lines, index)) groups.push([line]);
    else groups.at(-1)?.push(line);
  });
  return groups.map((group, index) => (isSimpleRow(group[0] ?? '') ? plainRow(group, index + 1) : rowOf(group)));
}

/** A bullet has no number but its place; what does not say that it is open is closed. */
function plainRow(lines: readonly string[], place: number): ImportedBilag {
  const [line = ''] = lines;
  const [, number, said = ''] = PLAIN.exec(line) ?? [line, undefined, line.trim()];
  const words = /\s*\((lukket|åbent?)[^()]*\)$/i;
  const word = words.exec(said)?.[1];
  const row = rowOf([`0 ${word ?? 'Lukket'} ${said.replace(words, '')}`]);
  return { ...row, opennessIsRead: word !== undefined, seq: Number(number ?? place), rawLine: lines.join('\n') };
}

function rowOf(lines: readonly string[]): ImportedBilag {
  const below = lines.length > 1 && isIdOf(lines[0] ?? '', lines.at(-1) ?? '') ? lines.at(-1) : undefined;
  const flat = (below === undefined ? lines : lines.slice(0, -1)).join(' ').replace(/\s+/g, ' ').trim();
  const [start = '', number = '', docId = below] = START.exec(flat) ?? [];
  const afterNumber = flat.slice(start.length);
  const word = OPENNESS.exec(afterNumber)?.[1];
  const openness = /^å/i.test(word ?? '') ? 'open' : 'closed';
  let rest = afterNumber.replace(OPENNESS, '').trim();
  const flag = /\((H)\)\s*$/.exec(rest)?.[1] ?? null;
  rest = rest.replace(/\(H?\s*\)\s*$/, '').trim();
  const bracketed = BRACKETED.exec(rest)?.[1];
  // A bare number belongs to rows with tabs; a title may end in one of its own, and says so by more than the number.
  const bare = bracketed === undefined ? BARE.exec(rest)?.[1] : undefined;
  const docNo = bracketed ?? bare ?? null;
  const title = rest
    .replace(bracketed === undefined ? /$^/ : BRACKETED, '')
    .replace(bare === undefined ? /$^/ : BARE, '')
    .replace(/\(\s*\)\s*$/, '')
    .trim();
  return {
    seq: Number(number),
    docId: docId ?? null,
    openness,
    opennessIsRead: word !== undefined,
    title: title === '' ? null : title,
    docNo,
    flag,
    rawLine: lines.join('\n'),
  };
}
