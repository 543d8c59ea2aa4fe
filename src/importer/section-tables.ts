/** The tables that agendas have inside a section: times with what happens then, dates with what is coming. */
import { isPageLine } from './page-marks.ts';

export const isSlotsHead = (line: string): boolean =>
  /^(Tid|Tidspunkt|Kl\.?)\s+(Punkt|Punkter|Emne|Indhold|Sag)$/i.test(line.trim());
export const isRowsHead = (line: string): boolean =>
  /^(Dato|Mødedato)\s+(Indhold|Emne|Punkt|Punkter|Møde|Sag)$/i.test(line.trim());

export const TIME_START = /^(?:\d{1,2}\.\s+)?(?:kl\.?\s*)?\d{1,2}[.:]\d{2}\s*[-–]?(?:\s*\d{1,2}[.:]\d{2})?(?=\s|$)/i;
export const DATE_START =
  /^(?:uge\s\d{1,2}|(?:d\.\s*)?\d{1,2}(?:\.\s*[A-Za-zÆØÅæøå]{3,9}\.?(?:\s+\d{4})?|[-./]\d{1,2}(?:[-./]\s?\d{2,4})?))(?=\s|$)/i;

/** A tag, and not a sign for less: what is no name of an element is text. */
export const withoutTags = (text: string): string =>
  text
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * The line after the table that begins at `start`: it ends at an empty line with neither a time or date nor a tab behind it. A page's
 * end may stand between its rows.
 */
export function tableEnd(lines: readonly string[], start: number): number {
  const begins = isSlotsHead(lines[start] ?? '') ? TIME_START : DATE_START;
  let gap = -1;
  let pageEnded = false;
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isPageLine(line)) pageEnded = true;
    else if (line === '') gap = gap === -1 && at > start + 1 ? at : gap;
    else {
      if (gap !== -1 && !pageEnded && !begins.test(line)) return gap;
      gap = -1;
      pageEnded = false;
    }
  }
  return lines.length;
}
