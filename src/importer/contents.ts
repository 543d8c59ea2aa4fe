/** The list of contents: titles with the pages that were printed beside them. */
import { opennessLine } from './case-facts.ts';
import { isRouteHeading } from './headings.ts';
import { isPageLine } from './page-marks.ts';

export interface ContentsRow {
  titleRaw: string;
  pageRaw: string;
  /** The line after the row's last one, counted from the beginning of the list. */
  end: number;
}

const ROW = /^(.*?\S)(?:\s*\.{2,}\s*|\s*…+\s*|\t|\s{2,})(\d{1,3})$/;
/** Where a text has lost its tabs, one space is all that is left between a title and its page. */
const BARE_ROW = /^(.*\S) (\d{1,3})$/;
const LONGEST_ROW = 4;

const numberOf = (title = ''): string | null => /^(\d{1,3}[a-z]?)[.\s]/i.exec(title)?.[1] ?? null;

/** One space before a number is enough only where most rows have no more. */
function rowPatterns(lines: readonly string[]): RegExp[] {
  const apart = lines.filter((line) => ROW.test(line)).length;
  const close = lines.filter((line) => BARE_ROW.test(line) && !ROW.test(line)).length;
  return close > apart ? [ROW, BARE_ROW] : [ROW];
}

/**
 * @param lines after the heading; the list ends where no page number follows any more, and may have wrapped titles
 */
export function contentsRows(lines: readonly string[]): ContentsRow[] {
  const rows: ContentsRow[] = [];
  const patterns = rowPatterns(lines.slice(0, 12).map((line) => line.slice(0, 400)));
  let open: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '' || /^side$/i.test(line) || isPageLine(line)) continue;
    if (opennessLine(line)?.isSure || isRouteHeading(line)) break;
    const found =
      line.length > 400 ? undefined : patterns.map((pattern) => pattern.exec(line)).find((row) => row !== null);
    if (!found) {
      open.push(line);
      if (open.length >= LONGEST_ROW) break;
      continue;
    }
    // The leader may stand on a line of its own.
    const titleRaw = [...open, found[1] ?? '']
      .join(' ')
      .replace(/\s+/g, ' ')
      .replace(/(?<=\S)\s*(\.{2,}|…+|\s\.)$/, '');
    // A line of the text below would begin again with the first item's number.
    if (rows.length > 0 && numberOf(rows[0]?.titleRaw) !== null && numberOf(rows[0]?.titleRaw) === numberOf(titleRaw))
      break;
    rows.push({ titleRaw, pageRaw: found[2] ?? '', end: index + 1 });
    open = [];
  }
  return rows;
}
