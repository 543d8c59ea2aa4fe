/** Items that only the list of contents tells of: its titles stand again below it. */
import type { ContentsRow } from './contents.ts';
import { isOverview, isSignatures } from './headings.ts';
import { letters, numberOf, TITLE_LINES, unnumbered } from './numbered-title.ts';

/** The titles of the list of contents that stand again below it and are no start yet. */
export function listedTitles(
  lines: readonly string[],
  rows: readonly Pick<ContentsRow, 'titleRaw'>[],
  body: number,
  starts: ReadonlySet<number>,
): number[] {
  const known = [...starts]
    .map((start) => unnumbered(lines[start] ?? '') || letters(lines[start + 1] ?? ''))
    .filter((title) => title !== '');
  const wanted = rows
    .map(({ titleRaw }) => titleRaw)
    .filter((title) => unnumbered(title) !== '' && !isOverview(title) && !isSignatures(title))
    .filter((title) => !known.some((each) => unnumbered(title).startsWith(each)));
  if (wanted.length === 0) return [];
  const last = Math.max(body, ...starts);
  const tail = lines.findIndex((line, index) => index > last && (isOverview(line) || isSignatures(line)));
  const places = titlesAt(lines, body, tail === -1 ? lines.length : tail, starts);
  return wanted.flatMap((title) => places.get(letters(title)) ?? places.get(ANY_NUMBER + letters(title)) ?? []);
}

/** Before a title that the list of contents prints without its number, but which has one where it stands. */
const ANY_NUMBER = '#';

/** Where each text of one to five lines stands first, by its letters. */
function titlesAt(
  lines: readonly string[],
  from: number,
  to: number,
  starts: ReadonlySet<number>,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const note = (text: string, at: number): void => void (places.has(text) || places.set(text, at));
  for (let at = from; at < to; at += 1) {
    const first = (lines[at] ?? '').slice(0, 400);
    if (first === '' || starts.has(at)) continue;
    const numbered = numberOf(first) !== null;
    let rest = '';
    for (let each = at + 1; ; each += 1) {
      if (numbered) note(ANY_NUMBER + unnumbered(first) + rest, at);
      if (numbered) note(letters(first) + rest, at);
      const next = lines[each] ?? '';
      if (next === '' || each === at + TITLE_LINES || each >= to) break;
      rest += letters(next.slice(0, 400));
    }
  }
  return places;
}
