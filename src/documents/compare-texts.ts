/** What has changed between two versions of a text, in the words a reader would use. Pure. */
import { diffArrays } from 'diff';
import { shortDayOf } from '#src/calendar/danish-dates.ts';
import type { Availability, Bilag, ItemContent, SubItem } from './item-content.ts';
import { plainText } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { slotOf } from './sub-items.ts';
import { type EditBudget, editBudget, likeness, type WordChange, wordChanges, wordsOf } from './word-changes.ts';

export interface LineChange {
  /** Where in the text it stands: a field's name (`title`, `route`, …); `heading` is a section's own, or a sub-item's title. */
  place: Place;
  heading: string | null;
  words: WordChange[];
}

export type Place =
  | 'title'
  | 'type'
  | 'openness'
  | 'closedUntil'
  | 'publicTitle'
  | 'caseNumber'
  | 'route'
  | 'heading'
  | 'section'
  | 'lead'
  | 'clause'
  | 'subItem'
  | 'subItemText'
  | 'participants'
  | 'bilag';

interface Line {
  place: Place;
  heading: string | null;
  text: string;
}

/** The words for values that are stored as codes, so that a change of type reads as a change of words. */
export interface CodeWords {
  type(code: ItemContent['type']): string;
  openness(code: ItemContent['openness']): string;
  availability(code: Availability): string;
}

const line = (place: Place, text: string, heading: string | null = null): Line => ({ place, heading, text });
/** A line for each line of each block. */
const richLines = (place: Place, { content }: RichText, heading: string): Line[] =>
  content.flatMap((block) =>
    plainText(block)
      .split('\n')
      .map((text) => line(place, text, heading)),
  );

function linesOf(content: ItemContent, words: CodeWords): Line[] {
  const lines = [
    line('title', content.title),
    line('type', words.type(content.type)),
    line('openness', words.openness(content.openness)),
    line('closedUntil', content.closedUntil ?? ''),
    line('publicTitle', content.publicTitle ?? ''),
    line('caseNumber', content.caseNumber ?? ''),
    line('route', content.printedRoute),
    ...content.sections.flatMap(({ heading, body }) => [
      line('heading', heading),
      ...richLines('section', body, heading),
    ]),
    line('lead', content.recommendation?.lead ?? ''),
    ...(content.recommendation?.clauses ?? []).map((clause) => line('clause', clause)),
    ...(content.subItems ?? []).flatMap(subItemLines),
    ...content.bilag.map((row) => line('bilag', bilagLine(row, words))),
  ];
  return lines.filter(({ text }) => text.trim() !== '');
}

const subItemLines = (subItem: SubItem): Line[] => [
  line('subItem', [slotOf(subItem), subItem.title].filter(Boolean).join(' ')),
  line('participants', (subItem.participants ?? []).join(', '), subItem.title),
  ...(subItem.text ? richLines('subItemText', subItem.text, subItem.title) : []),
];

const bilagLine = (
  { seq, docId, openness, title, docNo, titlePublic, mainDocument, availability, file, ...when }: Bilag,
  words: CodeWords,
) =>
  [
    `${seq}.`,
    docId,
    words.openness(openness),
    when.closedUntil && `(indtil ${shortDayOf(when.closedUntil)})`,
    ...(when.opennessIn ?? []).map((one) => `(${words.openness(one.openness).toLocaleLowerCase('da')} i ${one.organ})`),
    titlePublic || openness === 'open' ? title : `${title} (titlen vises ikke)`,
    docNo && `(${docNo})`,
    mainDocument && '(H)',
    availability && words.availability(availability),
    // Another file under the same name is another file: its fingerprint says so.
    file && `[${file.name}, fil ${file.hash.slice(0, 8)}]`,
  ]
    .filter(Boolean)
    .join(' ');

/** With more lines gone or come, the text is another one, and is shown as such. */
const MOST_LINES = 1_500;

/** @returns the lines that differ, in the order of the newer text; none when both print alike */
export function compareTexts(before: ItemContent, after: ItemContent, words: CodeWords): LineChange[] {
  const [was, is] = [linesOf(before, words), linesOf(after, words)];
  const rewrittenWhole = [
    { value: was, removed: true, added: false },
    { value: is, removed: false, added: true },
  ];
  const parts =
    diffArrays(was, is, {
      comparator: (a, b) => a.place === b.place && a.text === b.text,
      maxEditLength: MOST_LINES,
    }) ?? rewrittenWhole;
  const budget = editBudget();
  const changes: LineChange[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    const next = parts[index + 1];
    if (part?.removed && next?.added) {
      changes.push(...rewritten(part.value, next.value, budget));
      index++;
    } else if (part?.added || part?.removed) changes.push(...part.value.map((line) => whole(line, part.added)));
  }
  return changes;
}

const whole = ({ place, heading, text }: Line, added: boolean): LineChange => ({
  place,
  heading,
  words: [{ text, mark: added ? 'added' : 'removed' }],
});

/** Lines that took each other's place are compared word by word; what has no counterpart stands alone. */
function rewritten(removed: Line[], added: Line[], budget: EditBudget): LineChange[] {
  const counterparts = counterpartsOf(removed, added);
  const replaced = new Set(counterparts.values());
  const changes = added.map((line) => {
    const counterpart = counterparts.get(line);
    if (counterpart === undefined) return whole(line, true);
    return { place: line.place, heading: line.heading, words: wordChanges(counterpart.text, line.text, budget) };
  });
  return [...removed.filter((line) => !replaced.has(line)).map((line) => whole(line, false)), ...changes];
}

/** Lines with less in common than this are two lines, one that went and one that came. */
const ALIKE = 0.3;
/** So many characters are weighed against each other; of a text that was written anew, lines are paired as they stand. */
const MOST_WEIGHED = 5_000_000;

/** For each new line the one of the same place that it is most like. The only line of its place is always the other one rewritten. */
function counterpartsOf(removed: readonly Line[], added: readonly Line[]): Map<Line, Line> {
  if (charactersOf(removed) * added.length + charactersOf(added) * removed.length > MOST_WEIGHED)
    return asTheyStand(removed, added);
  const isOnly = (lines: readonly Line[], { place }: Line) => lines.filter((line) => line.place === place).length === 1;
  const weighed = (lines: readonly Line[]) => lines.map((line) => ({ line, words: wordsOf(line.text) }));
  const old = weighed(removed);
  const pairs = weighed(added).flatMap(({ line, words }) =>
    old
      .filter(({ line: { place } }) => place === line.place)
      .map(({ line: other, words: others }) => {
        const isPair = isOnly(removed, line) && isOnly(added, line);
        return { line, other, alike: isPair ? 1 : likeness(others, words) };
      })
      .filter(({ alike }) => alike >= ALIKE),
  );
  const found = new Map<Line, Line>();
  const taken = new Set<Line>();
  for (const { line, other } of pairs.toSorted((one, two) => two.alike - one.alike)) {
    if (found.has(line) || taken.has(other)) continue;
    found.set(line, other);
    taken.add(other);
  }
  return found;
}

const charactersOf = (lines: readonly Line[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

/** The first new line of a place and the first old one, the second and the second, and so on. */
function asTheyStand(removed: readonly Line[], added: readonly Line[]): Map<Line, Line> {
  const was = Map.groupBy(removed, ({ place }) => place);
  const is = Map.groupBy(added, ({ place }) => place);
  const pairs = [...is].flatMap(([place, lines]) => lines.map((line, at) => [line, was.get(place)?.[at]] as const));
  return new Map(pairs.filter((pair): pair is [Line, Line] => pair[1] !== undefined));
}
