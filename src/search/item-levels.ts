/** What an item says to each kind of its readers: to whom more is told, in the first of its levels. Pure. */
import { authorsOf, type ItemContext } from '#machines/agenda-item/context.ts';
import type { MachineState } from '#machines/run.ts';
import { type Bilag, emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { readersOfItem } from '#src/readers/item-readers.ts';
import { authorKey, type ReaderKey, roleKey } from '#src/readers/reader-keys.ts';

/** The texts that there are of an item. */
export interface ItemTexts {
  /** The version that travels; null where there is none or it has been erased. */
  version: ItemContent | null;
  /** What its authors are writing; null where nobody is. */
  draft: ItemContent | null;
  /** Names that belong to it: its authors, the organs of its route. */
  names: readonly string[];
  /** What the file of an attachment says, as far as it is known. */
  textOf(bilag: Bilag): string;
}

export interface Level {
  readers: ReaderKey[];
  /** Each a text of its own: words of two of them are not next to each other. */
  texts: string[];
}

const isClosed = ({ openness, opennessIn = [] }: Bilag): boolean =>
  openness === 'closed' || opennessIn.some((one) => one.openness === 'closed');

/** Every item has them: whoever looks for "sag" is not helped by each "Sagsfremstilling". */
const STANDARD_HEADINGS: ReadonlySet<string> = new Set(
  emptyItemContent('decision').sections.map(({ heading }) => heading),
);

/** Everything that stands in a text, attachments apart. */
const wordsOf = ({ title, caseNumber, sections, recommendation, subItems = [] }: ItemContent): string[] => [
  title,
  caseNumber ?? '',
  ...sections.flatMap(({ heading, body }) => [STANDARD_HEADINGS.has(heading) ? '' : heading, plainText(body)]),
  recommendation?.lead ?? '',
  ...(recommendation?.clauses ?? []),
  ...subItems.flatMap((one) => [one.title, one.text ? plainText(one.text) : '', ...(one.participants ?? [])]),
];

/**
 * The authors and the secretariat read the draft too; who may read the item if all of it were closed reads its closed attachments;
 * everybody else who may read it reads the rest. Levels that say the same are one, and every reader is in one.
 */
export function levelsOf({ value, context }: MachineState<ItemContext>, texts: ItemTexts): Level[] {
  const { version, draft, names, textOf } = texts;
  const bilagTexts = (content: ItemContent | null, wanted: (bilag: Bilag) => boolean) =>
    (content?.bilag ?? []).filter(wanted).flatMap((bilag) => [bilag.title, bilag.docNo ?? '', textOf(bilag)]);
  // What a list calls it while it is a draft is what the draft says, to all of its readers.
  const shown = [...(version ? wordsOf(version) : []), draft?.title ?? '', draft?.caseNumber ?? '', ...names];
  const open = [...shown, ...bilagTexts(version, (bilag) => !isClosed(bilag))];
  const closed = [...open, ...bilagTexts(version, isClosed)];
  const all = draft ? [...closed, ...wordsOf(draft), ...bilagTexts(draft, () => true)] : closed;

  const readers = readersOfItem({ value, context });
  const insiders = readersOfItem({ value, context: { ...context, openness: 'closed' } });
  const writers = [...authorsOf(context).map(authorKey), roleKey('secretariat')];
  const levels = [
    { readers: writers, texts: all },
    { readers: insiders.filter((key) => !writers.includes(key)), texts: closed },
    { readers: readers.filter((key) => !insiders.includes(key)), texts: open },
  ];
  return joined(levels.map((level) => ({ ...level, texts: level.texts.filter((text) => text.trim() !== '') })));
}

function joined(levels: readonly Level[]): Level[] {
  const found: Level[] = [];
  for (const level of levels) {
    const before = found.at(-1);
    if (level.readers.length === 0) continue;
    if (before?.texts.join('\n') === level.texts.join('\n')) before.readers.push(...level.readers);
    else found.push({ readers: [...level.readers], texts: level.texts });
  }
  return found;
}
