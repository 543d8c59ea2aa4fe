/** The lines that say of which case an item is, who wrote it, and whether it is open: "23/9260 Åben Sag". */
import { type Openness, opennessWords } from './openness.ts';

/** "Sag", "J.nr.:", "Sagsnr.:", "Dok.nr.:": what may stand before a number. */
const WORD =
  /^(sags?|sags[- ]?(nr|nummer|id)|journal[- ]?(nr|nummer)|j\.?(nr)?|nr|id|kle([- ]?nr)?|emne(nr)?|acadre([- ]?nr)?|(dok(ument)?\.?[- ]?(nr|nummer|id)?))?\.?:?$/i;
const DOCUMENT = /^dok/i;
const INITIALS_WORD = /^(sagsbeh(andler)?|init(ialer)?|ansvarlig)\.?:?$/i;
const INITIALS = /^\p{Lu}{2,5}\d{0,3}$/u;
// A list's number ("3.") is none: a case number has parts, parted by a stroke, a hyphen or points.
const NUMBER = /^(?=\S*\d[/.-]\S*[\dA-ZÆØÅ])[\dA-ZÆØÅa-zæøå./-]+$/;
/** Behind a word that announces a number, one without parts is one too. */
const PLAIN_NUMBER = /^\d{2,10}$/;
/** A number in the plan of subjects ("00.30.10.S00") says what a case is about; its own stands beside it. */
const PLAN = /^\d{2}\.\d{2}\.\d{2}[-.]?[A-ZÆØÅ]\d{2}$/;
/** What some programs leave of it. */
const PLAN_END = /^[A-ZÆØÅ]\d{2}$/;
const OWN =
  /^(\d{2,4}\/\d{2,7}|\d{4}-\d{5,8}|\d{3}-\d{4}-\d{2,8}|\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}(-\d+)+|[A-Z]{3}-\d{4}-\d{3,8})$/;
const LONGEST = 160;

/** The numbers of a case in a text that is nothing but them and the words for them; null where it says anything else. */
function numbersIn(text: string): { numbers: string[]; named: boolean } | null {
  // "01.00.00- G01" and "01.00.00 G01" are one number.
  const joined = text.replace(/(\d{2}\.\d{2}\.\d{2})([-.]?)\s+(?=[A-ZÆØÅ]\d{2})/g, (_, plan: string, stroke: string) =>
    stroke === '' ? `${plan}-` : `${plan}${stroke}`,
  );
  const tokens = joined.split(/[\s,;]+/).filter((token) => !/^[–-]?$/.test(token));
  const numbers: string[] = [];
  let label = '';
  for (const token of tokens) {
    const announced = label !== '';
    if (WORD.test(token) || INITIALS_WORD.test(token)) {
      label = `${label} ${token}`.trim();
      continue;
    }
    const initials = INITIALS_WORD.test(label.split(' ').at(-1) ?? '') && INITIALS.test(token);
    const number = NUMBER.test(token) || (announced && PLAIN_NUMBER.test(token));
    if (!initials && !number && !PLAN_END.test(token)) return null;
    if (number && !DOCUMENT.test(label)) numbers.push(token);
    label = '';
  }
  return { numbers, named: tokens.some((token) => WORD.test(token)) };
}

/** Of several numbers the case's own. */
export const ownNumber = (numbers: readonly string[]): string | null =>
  numbers.find((number) => OWN.test(number) && !number.includes('.')) ??
  numbers.find((number) => OWN.test(number)) ??
  numbers.find((number) => !PLAN.test(number)) ??
  numbers[0] ??
  null;

export interface OpennessLine {
  caseNumber: string | null;
  openness: Openness;
  /** Whether it can be nothing but a line of an item's head: "23/9260 Åben Sag", not "Lukket". */
  isSure: boolean;
}

/** "23/9260 Åben Sag", "Åben sag, sagsnr. 23/9260", "Lukket punkt - § 10": what the line says, if it says nothing else. */
export function opennessLine(line: string): OpennessLine | null {
  if (line.length > LONGEST) return null;
  const said = line.trim().replace(/^[([](.*)[)\]]$/, '$1');
  const words = opennessWords(said);
  if (words === null) return null;
  const before = numbersIn(words.before);
  const after = words.reasoned ? { numbers: [], named: false } : numbersIn(words.after);
  // What stands behind "Lukket punkt:" is its title, but closed it is; of an open one it may say anything.
  if (before === null || (after === null && words.openness === 'open')) return null;
  const caseNumber = ownNumber([...before.numbers, ...(after?.numbers ?? [])]);
  // "Lukket punkt" alone may be the title of a closed item.
  const titleToo = /^(åbent|lukket) punkt$/i.test(said);
  const beside = caseNumber !== null || before.named;
  const isSure = (words.named && after !== null && !titleToo) || beside;
  return { caseNumber, openness: words.openness, isSure };
}

/** "Sag 23/9260", "01.02.05-P16-7-22": a line that is a case's number and nothing else. */
export function caseNumberLine(line: string): string | null {
  if (line.length > LONGEST || !/\d[/.-]|:\s*\d{2}/.test(line)) return null;
  const found = numbersIn(line.trim());
  if (found === null) return null;
  const sure = found.named || found.numbers.some((number) => OWN.test(number) || PLAN.test(number));
  return sure ? ownNumber(found.numbers) : null;
}

const LABELLED =
  /^(?:sag[- ]?(?:nr|nummer|id)\.?\s*:|(?:sags[- ]?(?:nr|nummer|id)|j\.?\s?nr|journal(?:nr|nummer)|dok(?:ument)?\.?\s?(?:nr|nummer|id)?|kle(?:-nr)?|emnenr|acadre(?:-nr)?)\.?\s*(?::|(?=\d))|(?:sagsbeh(?:andler)?|init(?:ialer)?|ansvarlig|forfatter)\.?\s*:)/i;
const DOCUMENT_LINE = /^dok(?:ument)?\.?\s*(?:nr\.?)?\s*:?\s*\d[\d/-]*$/i;

/** "Sagsnr.: 23/9260", "Initialer: PIM", "Dok. 306-2019-263412": what an item's head says besides. */
export const isLabelledFact = (line: string): boolean =>
  line.length <= LONGEST && (LABELLED.test(line) || DOCUMENT_LINE.test(line));
