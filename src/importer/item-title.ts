/** An item's number and title, and what its title says of its openness, as the lines of the title have them. */
import { isNumberAlone, numberedTitle, TITLE_LINES, unnumbered } from './numbered-title.ts';
import { type Openness, opennessOfTitle, withoutOpenness } from './openness.ts';

export interface ItemTitle {
  number: string | null;
  title: string;
  /** What the title's own words say; null where they say nothing. */
  openness: Openness | null;
}

/** "3 Title": a number that nothing parts from its title but a space. */
const BARE = /^(\d{1,3})\s+(?=["”»'(]?\p{Lu})(.*)$/u;

/** Whether all these titles begin with numbers of that form that go on one by one. Otherwise such a number is a part of its title. */
export function haveBareNumbers(titles: readonly string[]): boolean {
  const numbers = titles.map((title) => Number(BARE.exec(title)?.[1]));
  return numbers.length > 1 && numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}

/** @param lines the written ones of the title's block; @param bareNumbers as `haveBareNumbers` says of the agenda's titles */
export function readTitle(lines: readonly string[], bareNumbers: boolean): ItemTitle {
  const last = lines.at(-1) ?? '';
  // "Spørgetid" with "Sag nr. 129" below it.
  const below = lines.length > 1 && isNumberAlone(last) ? (numberedTitle(last)?.number ?? null) : null;
  const own = firstOfTwins(below === null ? lines : lines.slice(0, -1));
  const raw = own.join(' ');
  const bare = bareNumbers ? BARE.exec(raw) : null;
  const numbered = bare ? { number: bare[1] ?? '', title: bare[2] ?? '' } : numberedTitle(raw);
  // A number without a title is all that there is to call the item by.
  const title = numbered?.title || raw;
  const said = [title, ...lines.map((line) => numberedTitle(line)?.title ?? line)].map(opennessOfTitle);
  const openness = said.includes('closed') ? 'closed' : (said.find((each) => each !== null) ?? null);
  return { number: numbered?.number ?? below, title: withoutOpenness(title).replace(/\s+/g, ' ').trim(), openness };
}

/** A title that is printed twice is one. */
function firstOfTwins(lines: readonly string[]): readonly string[] {
  for (let length = 1; length < Math.min(lines.length, 2 * TITLE_LINES); length += 1) {
    const [first, second] = [lines.slice(0, length).join(' '), lines.slice(length).join(' ')];
    if (unnumbered(first) === unnumbered(second)) return lines.slice(0, length);
  }
  return lines;
}
