/** What a reader should look at twice, in Danish. */

import { readAs } from './headings.ts';
import type { ImportedBilag, ImportedItem, ImportedReference, PrintedBlock } from './imported.ts';
import { isPageLine } from './page-marks.ts';

const MOST_DATES = 8;
const MOST_ROWS = 20;

/** @param before the blocks above the first item */
export function oddThings(items: readonly ImportedItem[], before: readonly PrintedBlock[]): string[] {
  const text = items.flatMap(({ printed }) => printed.flatMap(({ lines }) => lines));
  const pages = [...before.flatMap(({ lines }) => lines), ...text].filter(isPageLine).length;
  return [
    ...(text.some((line) => /<\/?[a-z][^<>]*>/i.test(line))
      ? ['Der er rester af HTML i teksten; de er taget ud, hvor den vises.']
      : []),
    ...(text.some((line) => /&(#\d{1,5}|[a-z]{2,8});/i.test(line))
      ? ['Der er HTML-koder (som »&amp;«) i teksten; de står, som de blev læst.']
      : []),
    ...(before.some(({ lines }) => lines.some((line) => /\bvakant\b/i.test(line)))
      ? ['Et medlem er »Vakant«: stillingen er ubesat.']
      : []),
    ...(pages > 0 ? [`Der er ${pages} linjer med sidetal eller sidehoved i teksten; de hører til papiret.`] : []),
    ...items.flatMap((item) => itemOddities(item).map((oddity) => `»${item.title}«: ${oddity}`)),
  ];
}

function itemOddities({ route, attachments, sections, references, rounds, printed }: ImportedItem): string[] {
  const decided = rounds.flatMap(({ decisions }) => decisions.map(({ body }) => body));
  const beside = [...new Set(decided.filter((body) => body !== '' && !route.stops.some((stop) => stop.body === body)))];
  return [
    ...(route.raw !== '' && route.stops.length === 0 ? [`sagsgangen »${route.raw}« nævner ingen organer.`] : []),
    ...(route.stops.length > 0 && beside.length > 0
      ? [`sagen er også behandlet i ${beside.join(', ')}, som ikke står i sagsgangen.`]
      : []),
    ...bilagOddities(attachments),
    ...sections.flatMap(({ table }) =>
      (table?.slots ?? [])
        .filter(({ rawTime }) => /^\d{1,2}\.\s/.test(rawTime))
        .map(({ rawTime }) => `»${rawTime}« har et listenummer foran tiden.`),
    ),
    ...inferredDates(references),
    ...passedRolls(printed),
    ...printed.flatMap(({ heading }) => {
      const meant = heading === null ? null : readAs(heading);
      return meant === null
        ? []
        : [`overskriften »${heading}« er læst som »${meant.charAt(0).toUpperCase()}${meant.slice(1)}«.`];
    }),
  ];
}

/** Each thing once, with the rows that it is said of. */
function bilagOddities(rows: readonly ImportedBilag[]): string[] {
  const of = (is: (row: ImportedBilag, index: number) => boolean, what: string): string[] => {
    const found = rows.filter(is).map(({ seq }) => seq);
    const more = found.length > MOST_ROWS ? ` og ${found.length - MOST_ROWS} til` : '';
    return found.length === 0 ? [] : [`bilag ${found.slice(0, MOST_ROWS).join(', ')}${more} ${what}.`];
  };
  return [
    ...of(({ seq }, index) => seq !== index + 1, 'står ikke på sit nummers plads i bilagslisten'),
    ...of(({ openness, title }) => openness === 'open' && title === null, 'er åbent og har ingen titel'),
    ...of(
      ({ openness, title, docNo }) => openness === 'open' && title !== null && docNo === null,
      'har intet dokumentnummer',
    ),
  ];
}

function inferredDates(references: readonly ImportedReference[]): string[] {
  const guessed = references.filter(({ inferred, precision }) => inferred && precision !== 'season');
  if (guessed.length === 0) return [];
  const named = [...new Set(guessed.map(({ raw }) => raw))];
  const shown = named.slice(0, MOST_DATES).join(', ');
  const more = named.length > MOST_DATES ? ` og ${named.length - MOST_DATES} til` : '';
  const year = guessed.find(({ date }) => date !== null)?.date?.slice(0, 4);
  return [
    year
      ? `datoer uden år er læst som ${year}: ${shown}${more}.`
      : `datoer uden år kan ikke læses sikkert: ${shown}${more}.`,
  ];
}

/** "Rul maj: …" above meetings that lie after the roll's last day was probably copied from the agenda before. */
function passedRolls(printed: readonly PrintedBlock[]): string[] {
  const lines = printed.flatMap((block) => block.lines);
  const rolls = lines.flatMap((line, index) => (/^Rul [a-zæøå]+:.*\bKB d\./i.test(line) ? [{ line, index }] : []));
  const repeated = rolls.filter(({ line }, index) => rolls.findIndex((other) => other.line === line) !== index);
  return repeated.map(({ line }) => `»${line}« står mere end én gang; møderne under den kan høre til et andet rul.`);
}
