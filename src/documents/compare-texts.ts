/** What has changed between two versions of a text, in the words a reader would use. Pure. */
import { diffArrays, diffWordsWithSpace } from 'diff';
import { shortDayOf } from '#src/calendar/danish-dates.ts';
import type { Availability, Bilag, ItemContent, SubItem } from './item-content.ts';
import { plainText } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { slotOf } from './sub-items.ts';

interface WordChange {
  text: string;
  mark: 'same' | 'added' | 'removed';
}

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

/** @returns the lines that differ, in the order of the newer text; none when both print alike */
export function compareTexts(before: ItemContent, after: ItemContent, words: CodeWords): LineChange[] {
  const parts = diffArrays(linesOf(before, words), linesOf(after, words), {
    comparator: (a, b) => a.place === b.place && a.text === b.text,
  });
  const changes: LineChange[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    const next = parts[index + 1];
    if (part?.removed && next?.added) {
      changes.push(...rewritten(part.value, next.value));
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
function rewritten(removed: Line[], added: Line[]): LineChange[] {
  const left = [...removed];
  const changes = added.map((line) => {
    const at = left.findIndex((candidate) => candidate.place === line.place);
    const counterpart = at === -1 ? undefined : left.splice(at, 1)[0];
    if (!counterpart) return whole(line, true);
    const words = diffWordsWithSpace(counterpart.text, line.text, { intlSegmenter: segmenter }).map(
      ({ value, added: isAdded, removed: isRemoved }): WordChange => ({
        text: value,
        mark: isAdded ? 'added' : isRemoved ? 'removed' : 'same',
      }),
    );
    return { place: line.place, heading: line.heading, words };
  });
  return [...left.map((line) => whole(line, false)), ...changes];
}

const segmenter = new Intl.Segmenter('da', { granularity: 'word' });
