import { groupHasClosedSign } from './closed-signs.ts';

/**
 * The words by which a text says that an item is open or closed. What is not certain says nothing, for openness is read and never
 * guessed: an item of which nothing is said is closed until a person has decided otherwise.
 */
export type Openness = 'open' | 'closed';

const NOUN = '(?:sag|punkt|dagsorden[s]?punkt|dagsorden|møde|behandling|del)';
const BEFORE = '(?<![\\p{L}\\d])';
const AFTER = '(?![\\p{L}\\d])';
const OPEN_WORD = 'åbent?|åbne|offentligt?';
const CLOSED_WORD = 'lukkede?|lukket|fortroligt?|fortrolige|hemmeligt?|tavshedsbelagt';
/** "Ikke åben sag", "Lukket punkt", "for lukkede døre". */
const PHRASE = new RegExp(
  `${BEFORE}(?:(?<not>ikke|ej)[- ]?)?(?:(?<open>${OPEN_WORD})|(?<closed>${CLOSED_WORD}))${AFTER}(?:[ -](?<noun>${NOUN})${AFTER})?|(?:behandle[st] )?(?:for|bag) (?:(?<openDoors>åbne)|lukkede) døre${AFTER}`,
  'iu',
);
const SAYS_CLOSED = new RegExp(
  `${BEFORE}(?:(?:ikke|ej)[- ]?(?:${OPEN_WORD})|(?<!(?:ikke|ej)[- ])(?:${CLOSED_WORD}))${AFTER}`,
  'iu',
);
/** "Offentlighed: Lukket", "Åben/lukket: Lukket". */
const LABEL =
  /^(?:offentlighed|åbenhed|status|(?:punkt|sags|dagsordens?)?type|adgang|visning|åbent?\s*\/\s*lukket(?: (?:sag|punkt))?)\s*:?\s*/i;
/** What may stand behind the words: why an item is closed. */
const REASON =
  /^[\s,.:;(/–—-]*(?:jf\b|jævnfør|efter\b|iht\b|i henhold|i medfør|med hjemmel|pga\b|på grund|grundet|§|styrelseslov|personsag|indtil\b)/i;
const GOES_ON = /^\s*(?:$|[-–—,.;:(/]|§)/;

/** What a part of a line says of openness, and what stands before and behind those words; null where it says nothing, or both. */
export interface OpennessWords {
  openness: Openness;
  before: string;
  after: string;
  /** Whether a case or an item is named: "Lukket sag", not "Lukket". */
  named: boolean;
  /** Whether what stands behind the words is a reason. */
  reasoned: boolean;
}

/** @param text of one line at most */
export function opennessWords(text: string): OpennessWords | null {
  const said = text.replace(LABEL, '');
  const found = PHRASE.exec(said);
  if (found === null) return null;
  const { not, open, closed, noun, openDoors } = found.groups ?? {};
  // "Ikke lukket" may mean many things.
  if (not !== undefined && closed !== undefined) return null;
  const before = said.slice(0, found.index).trim();
  const after = said.slice(found.index + found[0].length).trim();
  const answer = /^\s*:\s*(ja|nej)\.?$/i.exec(after)?.[1]?.toLowerCase();
  const isOpen = not === undefined && (open !== undefined || openDoors !== undefined);
  const named = /^(sag|punkt|dagsordens?punkt)$/i.test(noun ?? '');
  if (answer !== undefined)
    return { openness: isOpen === (answer === 'ja') ? 'open' : 'closed', before, after: '', named, reasoned: false };
  if (isOpen && SAYS_CLOSED.test(after)) return { openness: 'closed', before, after, named, reasoned: false };
  const reasoned = REASON.test(after);
  if (!isOpen && after !== '' && !reasoned && !GOES_ON.test(after) && !/\d/.test(after)) return null;
  return { openness: isOpen ? 'open' : 'closed', before, after: after.replace(/^[.:]$/, ''), named, reasoned };
}

const OPEN_GROUP =
  /^(?:[a-d]\.?\s+)?(?:(?:sager |punkter )?til (?:behandling|efterretning|orientering|beslutning)\s*[-–:,]?\s*)?(?:(?:punkter|sager) )?(?:for )?(?:åbne (?:dagsordens|dagsorden|beslutnings|efterretnings|orienterings)?[- ]?(?:punkter|sager|døre)|åbent møde|åben dagsorden)\s*:?$/i;
const CLOSED_GROUP =
  /(?<![\p{L}])(?:(?:ikke[- ](?:åbne|offentlige)|lukkede|fortrolige) (?:dagsordens|dagsorden|beslutnings|efterretnings|orienterings|behandlings)?[- ]?(?:punkter|sager|møder|døre|behandlinger|orienteringer)|lukket (?:møde|del|dagsorden|behandling))(?![\p{L}])/iu;
const LONGEST_GROUP = 80;

/**
 * What a head over several items says of them: "LUKKEDE PUNKTER", "Til behandling - for lukkede døre".
 * @returns null for any other line; the beginning of an item or a sentence is none
 */
export function groupOpenness(line: string): Openness | null {
  if (line.length > LONGEST_GROUP || /^(?:\d|[-•▪●◦–—*(]|punkt\b|pkt)/i.test(line)) return null;
  if (OPEN_GROUP.test(line)) return 'open';
  if (!(CLOSED_GROUP.test(line) || groupHasClosedSign(line)) || !/^[\p{Lu}]/u.test(line) || /[.,;?!]$|\t/.test(line))
    return null;
  // A sentence has more words than a head, and a verb among them.
  return /\s(?:er|var|blev|bliver|har|skal|kan|må|vil)\s/i.test(line) ? null : 'closed';
}

const LEADING = new RegExp(
  String.raw`^[([](?<words>(?:(?:ikke|ej)[- ]?)?(?:${OPEN_WORD}|${CLOSED_WORD})(?: ${NOUN})?[^()[\]]{0,60})[)\]]\s*(?<rest>.*)$`,
  'iu',
);
const LEADING_CLOSED = new RegExp(
  String.raw`^(?:(?:ikke|ej)[- ]?(?:${OPEN_WORD})|${CLOSED_WORD})(?:[- ]${NOUN})?(?=\s*$|\s*[:,(–—-]|\s+jf|\s+§)`,
  'iu',
);
const WORDS_AT_END = `(?<words>(?:(?:ikke|ej)[- ]?)?(?:${OPEN_WORD}|${CLOSED_WORD})(?:[- ]${NOUN})?|(?:behandles )?for (?:lukkede|åbne) døre)`;
const REASON_AT_END = String.raw`(?<reason>(?:[,(–—\s-]+(?:jf|efter|§)[^()]{1,60})?\)?)`;
/** Parted from the title by a tab, by several spaces, a dash or a bracket. */
const TRAILING = new RegExp(
  String.raw`(?<gap>\t|\s{2,}|\s*[([]|,\s|\s[-–—]\s)${WORDS_AT_END}[)\]]?${REASON_AT_END}\.?$`,
  'iu',
);
/** With a single space before it, only a capital letter shows that a word is none of the title's. */
const TRAILING_CAPITAL = /\s(?:Åbent?|Lukket|Fortroligt?)(?: (?:sag|punkt))?$/u;
const LONGEST_TITLE = 400;

/**
 * What a line of an item's title says of its openness, at its beginning or end: "(Lukket) Køb af jord", "Budget<tab>Åbent".
 * @param line without the item's number
 */
export function opennessOfTitle(line: string): Openness | null {
  if (line.length > LONGEST_TITLE) return null;
  const leading = LEADING.exec(line)?.groups?.words;
  if (leading !== undefined) return opennessWords(leading)?.openness ?? null;
  if (LEADING_CLOSED.test(line)) return 'closed';
  const trailing = TRAILING.exec(line)?.groups?.words ?? TRAILING_CAPITAL.exec(line)?.[0];
  return trailing === undefined ? null : (opennessWords(trailing)?.openness ?? null);
}

/** A title without "(Åben)" before it or "<tab>Åbent" behind it: where the words are set apart, they are no part of it. */
export function withoutOpenness(line: string): string {
  const leading = LEADING.exec(line)?.groups?.rest;
  if (leading !== undefined && leading !== '') return leading;
  const apart = /^(.*\S)(?:\t|\s{2,})(?:ikke[- ])?(?:åbent?|lukket|fortroligt?)(?: (?:sag|punkt))?$/iu.exec(line)?.[1];
  return apart ?? line.replace(/(?<=[^\s–—:-])\s(?:Åbent|Lukket)(?: punkt| sag)?$/u, '');
}
