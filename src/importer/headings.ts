/** Which lines are headings. Only a line that is nothing else is one: a sentence that begins like a heading is text. */

import { beginsRow, saysNoBilag } from './bilag-rows.ts';
import { meantHeading } from './misspellings.ts';
import { isRoute } from './organs.ts';

/** Nobody writes a longer heading; longer lines are not even tried. */
const LONGEST = 200;

const SECTIONS = [
  /^((supplerende|fornyet|ny) )?sagsfremstilling$/,
  /^(supplerende|fornyet|ny) sagsfremstilling (til|for|på) .{3,120}$/,
  /^resum[eé]$/,
  /^beslutningstema$/,
  /^sammenhæng (til|med) (andre|øvrige|kommunens|gældende|eksisterende|politik|strategi|vision|fagområde).{0,120}$/,
  /^økonomi(ske)?( konsekvenser)?( og (bevilling|finansiering))?( for .{3,60})?$/,
  /^finansiering$/,
  /^(økonomiske|personalemæssige|miljømæssige|klimamæssige|bæredygtighedsmæssige|sundhedsmæssige|sociale|juridiske|organisatoriske|andre|øvrige)( og [a-zæøå]+)? (konsekvenser|forhold)$/,
  /^konsekvenser( for .{3,60})?$/,
  /^bevilling$/,
  /^(lov|rets)grundlag( og .{3,40})?$/,
  /^(kompetence|beslutningskompetence)$/,
  /^(intern |ekstern |offentlig )?høring(er|sparter|ssvar)?$/,
  /^(ældrerådets|handicaprådets|hovedudvalgets|økonomiafdelingens|forvaltningens|administrationens|direktionens) (høringssvar|bemærkninger|vurdering|udtalelse)$/,
  /^(sagshistorik|sagens (gang|forløb|behandling)|tidligere behandling(er)?)$/,
  /^alternativ indstilling$/,
  /^risikovurdering$/,
  /^(den )?videre (proces|forløb)$/,
  /^(borger)?inddragelse( af .{3,60})?$/,
];
/** These stand inside a Sagsfremstilling as its own small headings; where there is none they are an item's. */
const WITHIN =
  /^(baggrund|formål|vurdering|konklusion|kommunikation|udtalelser?|bemærkninger|indledning|klima|miljø|bæredygtighed|sundhed|(fn's )?verdensmål|tidsplan|tidsperspektiv)( og [a-zæøå' ]{3,40})?$/;

/** Words that no sentence breaks off at: these alone are headings in small letters, too. */
const IN_SMALL =
  /^(sagsgang|sagsforløb|sagsfremstilling|økonomiske|lovgrundlag|indholdsfortegnelse|bilagsoversigt|underskrift)/;

/** The line as headings are compared; empty where it can be none. */
function bare(line: string): string {
  if (line.length > LONGEST || !/^[a-zæøå]/i.test(line)) return '';
  // A line that begins small, and is one word of a heading, is mostly the rest of a sentence.
  if (/^[a-zæøå]/.test(line) && !line.endsWith(':') && !IN_SMALL.test(line)) return '';
  const words = wordsOf(line);
  return meantHeading(words) ?? words;
}
const wordsOf = (line: string): string => line.replace(/\s*:$/, '').replace(/\s+/g, ' ').trim().toLowerCase();

/** The word that a misspelt heading was read as, or null where it is spelt as usual. */
export const readAs = (heading: string): string | null =>
  meantHeading(wordsOf(decisionHeading(heading) === null ? heading : (heading.split(/\s/)[0] ?? '')));

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
/** These head a route or a report of what has been; what stands below them shows which. */
export const mayHeadRoute = is(/^sagens (gang|forløb|behandling)$/);
export const isRecommendation = is(
  /^((fornyet|ny|supplerende|revideret|ændret|[a-zæøå -]{3,40}(ens|ets)) )?indstilling(er)?$/,
);
export const isBilagHeading = is(/^(vedlagte |liste over )?bilag(sliste)?( til (punktet|sagen))?$/);
export const isOverview = is(/^bilagsoversigt$/);
export const isSignatures = is(/^(underskrifts?(side|ark|blad)|underskrifter)$/);
export const isContents = is(/^(indholdsfortegnelse|indhold)$/);
/** A protocol that is of one meeting need not say whose decision it is. */
export const isBareDecision = is(/^(beslutning(er)?|protokol|protokollering)$/);

const WITH_COLON =
  /^(sagsgang|sagsforløb|(?:supplerende )?sagsfremstilling|resum[eé]|indstilling|økonomiske konsekvenser|(?:lov|rets)grundlag|bilag)\s*:\s+(\S.*)$/i;
/** Where a text has lost its line ends, the heading's line goes on with the first sentence below it. */
const WITHOUT_COLON =
  /^(Sagsgang|(?:Supplerende s|S)agsfremstilling|Resum[eé]|Indstilling|Økonomiske konsekvenser|(?:Lov|Rets)grundlag|Beslutning\s.{4,110}?\d{4}[.:]?)\s+([A-ZÆØÅ].*)$/;

/** "Sagsgang: ØK, KB", "Sagsgang ØK, KB": the heading, and what stands after it on the same line. */
export function inlineHeading(line: string): { heading: string; rest: string } | null {
  const found = WITH_COLON.exec(line);
  const [, word = '', rest = ''] = found ?? WITHOUT_COLON.exec(line) ?? [];
  if (word === '') return null;
  // In running text some of the words also begin notes of their own.
  const isOne =
    (/^beslutning/i.test(word) && decisionHeading(word) !== null) ||
    (/^sagsgang$/i.test(word) && (found !== null || isRoute(rest))) ||
    (/^indstilling$/i.test(word) && /indstill|orientering/i.test(rest)) ||
    (/^bilag$/i.test(word) && (saysNoBilag(rest) || beginsRow([rest], 0))) ||
    !/^(beslutning|sagsgang|indstilling|bilag)/i.test(word);
  return isOne ? { heading: line.slice(0, line.length - rest.length).trim(), rest } : null;
}

const DATE = String.raw`\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./ ]\s*(?:\d{4}|\d{2})|\d{1,2}\.?\s+[a-zæøå]{3,9}\.?\s+\d{4}`;
const PLACE = String.raw`,?\s*[-–(]?\s*(?:punkt|pkt\.?|sag)\s+(?:nr\.\s*)?\d+\)?`;
const DECISION = new RegExp(
  String.raw`^(\p{L}+)\s+(?:(?:i|fra|af|på)\s+)?(.{2,80}?),?\s+(?:(?:den|d\.)\s+)?(${DATE})(?:${PLACE})?\s*[.:]?$`,
  'iu',
);
/** "Beslutning i Økonomiudvalget den 05-12-2023": the organ and the date, as written. */
export function decisionHeading(line: string): { organ: string; date: string } | null {
  if (line.length > LONGEST || !/^b[a-zæøå]{7,12}\s/i.test(line)) return null;
  const [, word = '', organ = '', date = ''] = DECISION.exec(line) ?? [];
  const decides = /^beslutning(er|en)?$/i.test(word) || meantHeading(word.toLowerCase()) === 'beslutning';
  return decides ? { organ, date } : null;
}

const ABSENCE =
  /^(afbud(?:\s*[/,]\s*fravær)?|(?:fraværende|fravær)(?: (?:med|uden) afbud)?|ikke til stede|inhabile?|udeblivelser?)\s*(?::\s*(.*))?$/i;
/** "Afbud: Ida Lund": the word as printed, and what stands behind it on the line; null for any other line. */
export function absenceLabel(line: string): { label: string; rest: string } | null {
  const found = line.length > 1_000 ? null : ABSENCE.exec(line);
  // The word alone, or with a colon; "Afbud fra …" in a sentence is text.
  return found && (line.includes(':') || found[2] === undefined)
    ? { label: line.replace(/:.*$/, ':'), rest: found[2] ?? '' }
    : null;
}
