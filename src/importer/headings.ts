/** Which lines are headings. Only a line that is nothing else is one: a sentence that begins like a heading is text. */

import { beginsRow, saysNoBilag } from './bilag-rows.ts';
import { meantHeading } from './misspellings.ts';
import { isOrganName, isRoute } from './organs.ts';

/** Nobody writes a longer heading; longer lines are not even tried. */
const LONGEST = 200;

const SECTIONS = [
  /^((supplerende|fornyet|ny) )?(sagsfremstilling|sagsbeskrivelse|beskrivelse af sagen)$/,
  /^(supplerende|fornyet|ny) sagsfremstilling (til|for|på) .{3,120}$/,
  /^resum[eé]$/,
  /^(sagsresum[eé]|sagens (kerne|baggrund))$/,
  /^beslutnings(tema|proces)$/,
  /^anledning( til sagen)?$/,
  /^(for)?historik$/,
  /^(personale|faglig vurdering|retligt grundlag|tværgående (konsekvenser|forhold))$/,
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
  /^(sagshistorik|sagens (gang|forløb|behandling)|tidligere (behandling|beslutning)(er)?)$/,
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
export const isCaseStatement = is(/^(sagsfremstilling|sagsbeskrivelse|beskrivelse af sagen)$/);
export const isRouteHeading = is(
  /^((forventet )?(sagsgang|sagsforløb)|sagsgang og sagstype|behandling|behandlingsgang)$/,
);
const isResume = is(/^(sags)?resum[eé]$/);
const isTheme = is(/^(beslutningstema|anledning|(beslutnings)?kompetence)$/);
/** These head a route or a report of what has been; what stands below them shows which. */
export const mayHeadRoute = is(/^sagens (gang|forløb|behandling)$/);
export const isRecommendation = is(
  /^(((fornyet|ny|supplerende|revideret|ændret|[a-zæøå -]{3,40}(ens|ets)) )?indstilling(er)?|forslag til beslutning|indstilling fra [a-zæøå -]{3,40})$/,
);
export const isBilagHeading = is(/^(vedlagte |liste over )?bilag(sliste)?( til (punktet|sagen))?$/);
export const isOverview = is(/^bilagsoversigt$/);
export const isSignatures = is(/^(underskrifts?(side|ark|blad)|underskrifter)$/);
export const isContents = is(/^(indholdsfortegnelse|indhold)$/);
/** A protocol that is of one meeting need not say whose decision it is. */
export const isBareDecision = is(
  /^((udvalgets |rådets |byrådets |kommunalbestyrelsens )?beslutning(er)?|protokol|protokollering|beslutning(er)? (for|til|vedr\.?) (punkt|pkt\.?|sag) .{1,160})$/,
);

const WITH_COLON =
  /^((?:forventet )?sagsgang|sagsforløb|(?:supplerende )?sagsfremstilling|(?:sags)?resum[eé]|indstilling|økonomiske konsekvenser|(?:lov|rets)grundlag|(?:beslutnings)?kompetence|beslutningstema|bilag)\s*:\s+(\S.*)$/i;
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
    !/^(beslutning\b|sagsgang|indstilling|bilag)/i.test(word);
  return isOne ? { heading: line.slice(0, line.length - rest.length).trim(), rest } : null;
}

const DATE = String.raw`\d{1,2}\s*[-./]\s*\d{1,2}\s*[-./ ]\s*(?:\d{4}|\d{2})|\d{1,2}\.?\s+[a-zæøå]{3,9}\.?\s+\d{4}`;
const ITEM = String.raw`(?:punkt|pkt\.?|sag)\s+(?:nr\.?\s*)?\d+`;
const PLACE = String.raw`,?\s*[-–(]?\s*${ITEM}\)?`;
const DECISION = new RegExp(
  String.raw`^(\p{L}+)\s+(?:(?:i|fra|af|på)\s+)?(.{2,80}?),?\s+(?:(?:den|d\.)\s+)?(${DATE})(?:${PLACE})?\s*[.:]?$`,
  'iu',
);
/** "Byrådet, 30. maj 2023, punkt 276:": an earlier decision, by organ, day and the item's number there. */
const EARLIER = new RegExp(
  String.raw`^(\p{Lu}[\p{L} ,&-]{2,70}?),?\s+(?:(?:den|d\.)\s+)?(${DATE}),?\s*[-–(]?\s*${ITEM}\)?\s*[.:]?$`,
  'u',
);
/** "Byrådet, den 27. marts 2007:": without a number only an organ's own name shows it. */
const BY_DAY = new RegExp(String.raw`^(\p{Lu}[\p{L} ,&-]{2,70}?),?\s+(?:(?:den|d\.)\s+)?(${DATE})\s*:$`, 'u');
/** "Økonomiudvalgets beslutning den 1. marts 2023". */
const OF_ORGAN = new RegExp(
  String.raw`^(\p{Lu}[\p{L} ,-]{2,70}?)s\s+beslutning(?:,?\s+(?:(?:den|d\.)\s+)?(${DATE}))?(?:${PLACE})?\s*[.:]?$`,
  'u',
);
const UNDATED = new RegExp(String.raw`^beslutning\s+(?:i|fra|af)\s+(.{2,80}?)(?:${PLACE})?\s*[.:]?$`, 'i');
/** The item's number may stand beside the organ as well: "Beslutning punkt 276, Byrådet den 30. maj 2023". */
const NUMBER_BESIDE = new RegExp(
  String.raw`^[(]?(?:for\s+)?${ITEM}[)]?\s*(?:(?:i|fra|af)\s+|[-–,:]\s*)?|${PLACE}$`,
  'gi',
);

/**
 * "Beslutning i Økonomiudvalget den 05-12-2023", "Byrådet, 30. maj 2023, punkt 276:": the organ and the date, as written; an empty
 * date where the heading has none.
 */
export function decisionHeading(line: string): { organ: string; date: string } | null {
  if (line.length > LONGEST) return null;
  if (!/^b[a-zæøå]{7,12}\s/i.test(line)) return earlierDecision(line);
  const [, word = '', named = '', date = ''] = DECISION.exec(line) ?? [];
  const decides = /^beslutning(er|en)?$/i.test(word) || meantHeading(word.toLowerCase()) === 'beslutning';
  if (decides) return { organ: named.replace(NUMBER_BESIDE, ''), date };
  const undated = UNDATED.exec(line)?.[1]?.replace(NUMBER_BESIDE, '') ?? '';
  return isOrganName(undated) ? { organ: undated, date: '' } : null;
}

function earlierDecision(line: string): { organ: string; date: string } | null {
  const [, organ, date = ''] = EARLIER.exec(line) ?? OF_ORGAN.exec(line) ?? [];
  if (organ !== undefined && (date !== '' || isOrganName(organ))) return { organ, date };
  const [, named = '', day = ''] = BY_DAY.exec(line) ?? [];
  return isOrganName(named) ? { organ: named, date: day } : null;
}

/**
 * What a heading is called where headings are compared: `route`, `statement`, `resume`, `theme`, `recommendation`, `decision`, `bilag`,
 * or the words of any other section's; null for a line that is none.
 */
export function headingKey(line: string): string | null {
  if (line === '') return null;
  const own = inlineHeading(line)?.heading ?? line;
  if (isRouteHeading(own)) return 'route';
  if (isCaseStatement(own)) return 'statement';
  if (isResume(own)) return 'resume';
  if (isTheme(own)) return 'theme';
  if (isRecommendation(own)) return 'recommendation';
  if (isBareDecision(own) || decisionHeading(own) !== null) return 'decision';
  if (isBilagHeading(own)) return 'bilag';
  return isSectionHeading(own) ? bare(own) : null;
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
