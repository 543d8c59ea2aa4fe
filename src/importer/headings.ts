/** Which lines are headings. Only a line that is nothing else is one: a sentence that begins like a heading is text. */

/** Nobody writes a longer heading; longer lines are not even tried. */
const LONGEST = 200;

const SECTIONS = [
  /^(supplerende |fornyet )?sagsfremstilling$/,
  /^resum[eé]$/,
  /^beslutningstema$/,
  /^sammenhæng (til|med) (andre|øvrige|kommunens|gældende|eksisterende|politik|strategi|vision|fagområde).{0,120}$/,
  /^økonomi(ske)?( konsekvenser)?( og bevilling)?( for .{3,60})?$/,
  /^(økonomiske|personalemæssige|miljømæssige|klimamæssige|sundhedsmæssige|sociale|juridiske|organisatoriske|andre|øvrige)( og [a-zæøå]+)? (konsekvenser|forhold)$/,
  /^konsekvenser( for .{3,60})?$/,
  /^bevilling$/,
  /^(lov|rets)grundlag( og .{3,40})?$/,
  /^(kompetence|beslutningskompetence)$/,
  /^(intern |ekstern |offentlig )?høring(er|sparter|ssvar)?$/,
  /^(ældrerådets|handicaprådets|hovedudvalgets|økonomiafdelingens|forvaltningens|administrationens|direktionens) (høringssvar|bemærkninger|vurdering|udtalelse)$/,
  /^(sagshistorik|tidligere behandling(er)?)$/,
  /^alternativ indstilling$/,
  /^risikovurdering$/,
  /^(den )?videre (proces|forløb)$/,
  /^(borger)?inddragelse$/,
];
/** These stand inside a Sagsfremstilling as its own small headings; where there is none they are an item's. */
const WITHIN =
  /^(baggrund|formål|vurdering|konklusion|kommunikation|udtalelser?|bemærkninger|indledning|klima|miljø|bæredygtighed|sundhed|verdensmål|tidsplan|tidsperspektiv)$/;

/** Words that no sentence breaks off at: these alone are headings in small letters, too. */
const IN_SMALL =
  /^(sagsgang|sagsforløb|sagsfremstilling|økonomiske|lovgrundlag|indholdsfortegnelse|bilagsoversigt|underskrift)/;

/** The line as headings are compared; empty where it can be none. */
function bare(line: string): string {
  if (line.length > LONGEST || !/^[a-zæøå]/i.test(line)) return '';
  // A line that begins small, and is one word of a heading, is mostly the rest of a sentence.
  if (/^[a-zæøå]/.test(line) && !line.endsWith(':') && !IN_SMALL.test(line)) return '';
  return line.replace(/\s*:$/, '').replace(/\s+/g, ' ').trim().toLowerCase();
}
const is =
  (pattern: RegExp) =>
  (line: string): boolean =>
    pattern.test(bare(line));

export const isSectionHeading = (line: string): boolean => {
  const words = bare(line);
  return !/[.,;]$/.test(words) && SECTIONS.some((heading) => heading.test(words));
};
export const isHeadingWithin = is(WITHIN);
export const isCaseStatement = is(/^sagsfremstilling$/);
export const isRouteHeading = is(/^(sagsgang|sagsforløb|behandling|behandlingsgang)$/);
export const isRecommendation = is(/^(fornyet |ny |supplerende )?indstilling(er)?$/);
export const isBilagHeading = is(/^(vedlagte |liste over )?bilag(sliste)?( til (punktet|sagen))?$/);
export const isOverview = is(/^bilagsoversigt$/);
export const isSignatures = is(/^(underskrifts?(side|ark|blad)|underskrifter)$/);
export const isContents = is(/^(indholdsfortegnelse|indhold)$/);
/** A protocol that is of one meeting need not say whose decision it is. */
export const isBareDecision = is(/^(beslutning(er)?|protokol|protokollering)$/);
/**
 * Marks of a printed page: they belong to the paper and break no sentence, list or row. A form feed tells a bare number from a figure
 * (see `decodeText`).
 */
export const isPageLine = (line: string): boolean => /^(side \d{1,4}( af \d{1,4})?|\f+\d{1,4})$/i.test(line);
/** Those of them that are no words of the text; a bare number at a page's foot cannot be told from one, and is printed again. */
export const isPaperOnly = (line: string): boolean => /^(side \d{1,4}( af \d{1,4})?|\f\d{1,4})$/i.test(line);

const INLINE =
  /^(sagsgang|sagsforløb|sagsfremstilling|indstilling|økonomiske konsekvenser|lovgrundlag|bilag)\s*:\s+(\S.*)$/i;
/** "Sagsgang: ØK, KB": the heading, and what stands after it on the same line. */
export function inlineHeading(line: string): { heading: string; rest: string } | null {
  const [, word = '', rest = ''] = INLINE.exec(line) ?? [];
  if (word === '') return null;
  const heading = line.slice(0, line.length - rest.length).trim();
  // In running text the two words also begin notes of their own.
  if (/^indstilling$/i.test(word) && !/indstill|orientering/i.test(rest)) return null;
  if (/^bilag$/i.test(word) && !/^(ingen|intet|-)\.?$/i.test(rest)) return null;
  return { heading, rest };
}

const DATE = String.raw`\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./ ]\s*(?:\d{4}|\d{2})|\d{1,2}\.?\s+[a-zæøå]{3,9}\.?\s+\d{4}`;
const DECISION = new RegExp(
  String.raw`^Beslutning(?:er|en)?\s+(?:(?:i|fra|af|på)\s+)?(.{2,80}?),?\s+(?:(?:den|d\.)\s+)?(${DATE})(?:,?\s*(?:punkt|pkt\.)\s+\d+)?\s*[.:]?$`,
  'i',
);
/** "Beslutning i Økonomiudvalget den 05-12-2023": the organ and the date, as written. */
export function decisionHeading(line: string): { organ: string; date: string } | null {
  const found = line.length > LONGEST ? null : DECISION.exec(line);
  return found ? { organ: found[1] ?? '', date: found[2] ?? '' } : null;
}

const ABSENCE =
  /^(afbud(?:\s*[/,]\s*fravær)?|(?:fraværende|fravær)(?: (?:med|uden) afbud)?|ikke til stede|inhabile?|udeblivelser?)\s*(?::\s*(.*))?$/i;
export function absenceLabel(line: string): { label: string; rest: string } | null {
  const found = line.length > 1_000 ? null : ABSENCE.exec(line);
  // The word alone, or with a colon; "Afbud fra …" in a sentence is text.
  return found && (line.includes(':') || found[2] === undefined)
    ? { label: line.replace(/:.*$/, ':'), rest: found[2] ?? '' }
    : null;
}

// A list's number ("3.") is none: a case number has parts, parted by a stroke, a hyphen or points.
const NUMBER = String.raw`(?:\d{2}\.\d{2}\.\d{2}[-. ]\s?[A-ZÆØÅ]\d{2}(?:-\d+)*\s*,?\s*)?(?=\S*\d[/.-]\S*[\dA-ZÆØÅ])[\dA-ZÆØÅa-zæøå./-]+`;
const CASE_WORD = String.raw`(?:(?:sag|sags[ -]?(?:nr|nummer|id)|journal[ -]?(?:nr|nummer)|j\.?nr|acadre)\.?\s*:?\s*)?`;
const OPENNESS = new RegExp(
  `^(?:${CASE_WORD}(${NUMBER})\\s*[-–,]?\\s+)?(åben|åbent|lukket)\\s+(?:sag|punkt)\\.?(?:\\s+${CASE_WORD}(${NUMBER}))?$`,
  'i',
);
const CASE_NUMBER = new RegExp(
  `^${CASE_WORD}(\\d{2,3}[/-][\\d-]{2,20}|\\d{2}\\.\\d{2}\\.\\d{2}[-. ]\\s?[A-ZÆØÅ]\\d{2}\\S*(?:\\s+\\d{2}/\\d+)?)$`,
  'i',
);
/** "00.30.10.S00 13/1234": the case's own number is the last of the two. */
const caseOf = (printed: string): string => /\s(\d{2}\/\d+)$/.exec(printed)?.[1] ?? printed.replace(/\s+/g, '');

/** "23/9260 Åben Sag": the case number, if there is one, and the openness. */
export function opennessLine(line: string): { caseNumber: string | null; openness: 'open' | 'closed' } | null {
  const found = line.length > 120 ? null : OPENNESS.exec(line.trim());
  // "Lukket punkt" alone is the title of a closed item, not its openness.
  if (!found || /^(åbent|lukket) punkt$/i.test(line.trim())) return null;
  const number = found[1] ?? found[3];
  return {
    caseNumber: number === undefined ? null : caseOf(number),
    openness: /^å/i.test(found[2] ?? '') ? 'open' : 'closed',
  };
}
export const caseNumberLine = (line: string): string | null => {
  const found = line.length > 80 ? undefined : CASE_NUMBER.exec(line)?.[1];
  return found === undefined ? null : caseOf(found);
};
