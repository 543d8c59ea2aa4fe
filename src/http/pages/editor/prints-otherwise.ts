/** What the editor says of words that are printed otherwise than the screen shows them. The page's script and the server both use it. Pure. */
import type { ItemContent } from '#src/documents/item-content.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { type PrintReason, type PrintRemark, printRemarks } from '#src/pdf/print-remarks.ts';

/** Each is named once, and a text full of them names so many. */
const MOST = 10;
const LONGEST_WORD = 40;

const WHY: Record<PrintReason, string> = {
  'stand-in': 'et tegn findes ikke i de skrifttyper, der trykkes med',
  symbol: 'et tegn fra en af Words symbolskrifttyper',
  direction: 'skjulte tegn, der vender læseretningen, trykkes ikke',
  'one-colour': 'billedtegn trykkes uden farver',
};

const quoted = (word: string): string => `“${word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}…` : word}”`;

/** "“Hej👍” trykkes som “Hej👍” (billedtegn trykkes uden farver)." */
export const remarkSentence = ({ word, printed, reasons }: PrintRemark): string =>
  `${quoted(word)} trykkes som ${quoted(printed)} (${reasons.map((reason) => WHY[reason]).join(', ')}).`;

/** A sentence for each word, none twice; where there are too many, the last says how many more. */
export function remarkSentences(texts: readonly string[]): string[] {
  const all = [...new Set(texts.flatMap((text) => printRemarks(text).map(remarkSentence)))];
  const more = all.length - MOST;
  return more <= 0 ? all : [...all.slice(0, MOST), `Det samme gælder ${more} andre ord.`];
}

/** Everything of an item that is printed. */
export function printedTexts({
  title,
  publicTitle = '',
  printedRoute,
  sections,
  recommendation,
  bilag,
  subItems = [],
}: ItemContent): string[] {
  return [
    title,
    publicTitle,
    printedRoute,
    ...sections.flatMap(({ heading, body }) => [heading, plainText(body)]),
    recommendation?.lead ?? '',
    ...(recommendation?.clauses ?? []),
    ...bilag.flatMap((row) => [row.title, row.docNo ?? '']),
    ...subItems.flatMap((row) => [row.title, row.text ? plainText(row.text) : '', ...(row.participants ?? [])]),
  ];
}
