/** The line that says of which case an item is, and whether it is open: "23/9260 Åben Sag". */

/** "Sag", "J.nr.:", "Sagsnr.": what may stand before a number. */
const WORD = /^(sag|sags[- ]?(nr|nummer|id)|journal[- ]?(nr|nummer)|j\.?nr|nr|acadre|dok(ument)?(nr|nummer)?)?\.?:?$/i;
// A list's number ("3.") is none: a case number has parts, parted by a stroke, a hyphen or points.
const NUMBER = /^(?=\S*\d[/.-]\S*[\dA-ZÆØÅ])[\dA-ZÆØÅa-zæøå./-]+$/;
/** A number in the plan of subjects ("00.30.10.S00") says what a case is about; its own stands beside it. */
const PLAN = /^\d{2}\.\d{2}\.\d{2}[-.]?[A-ZÆØÅ]\d{2}(-\d+)*$/;
/** What some programs leave of it. */
const PLAN_END = /^[A-ZÆØÅ]\d{2}$/;
const OWN = /^(\d{2,4}\/\d{2,7}|\d{4}-\d{5,8}|\d{3}-\d{4}-\d{2,8})$/;
const LONGEST = 120;

/** The numbers of a case in a text that is nothing but them and the words for them; null where it says anything else. */
function numbersIn(text: string): { numbers: string[]; named: boolean } | null {
  // "01.00.00- G01" and "01.00.00 G01" are one number.
  const joined = text.replace(/(\d{2}\.\d{2}\.\d{2})([-.]?)\s+(?=[A-ZÆØÅ]\d{2})/g, (_, plan: string, stroke: string) =>
    stroke === '' ? `${plan}-` : `${plan}${stroke}`,
  );
  const tokens = joined.split(/[\s,;]+/).filter((token) => !/^[–-]?$/.test(token));
  if (!tokens.every((token) => WORD.test(token) || NUMBER.test(token) || PLAN_END.test(token))) return null;
  return {
    numbers: tokens.filter((token) => !WORD.test(token) && !PLAN_END.test(token)),
    named: tokens.some((token) => WORD.test(token)),
  };
}

/** Of several numbers the case's own. */
export const ownNumber = (numbers: readonly string[]): string | null =>
  numbers.find((number) => OWN.test(number)) ?? numbers.find((number) => !PLAN.test(number)) ?? numbers[0] ?? null;

/** "23/9260 Åben Sag", "Åben sag, sagsnr. 23/9260": the case number, if there is one, and the openness. */
export function opennessLine(line: string): { caseNumber: string | null; openness: 'open' | 'closed' } | null {
  const said = line.trim();
  // "Lukket punkt" alone is the title of a closed item, not its openness.
  if (said.length > LONGEST || /^(åbent|lukket) punkt$/i.test(said)) return null;
  const words = /(?<![\wæøåÆØÅ])(åben|åbent|lukket)\s+(?:sag|punkt)(?![\wæøåÆØÅ])\.?/i.exec(said);
  if (words === null) return null;
  const before = numbersIn(said.slice(0, words.index));
  // "Lukket sag, jf. § 10": a reason is no number, and belongs to the openness.
  const after = numbersIn(
    said.slice(words.index + words[0].length).replace(/^\s*[,(]\s*(jf|jævnfør|efter)\b[^()]{0,60}\)?$/i, ''),
  );
  if (before === null || after === null) return null;
  return {
    caseNumber: ownNumber([...before.numbers, ...after.numbers]),
    openness: /^å/i.test(words[1] ?? '') ? 'open' : 'closed',
  };
}

/** "Sag 23/9260", "01.02.05-P16-7-22": a line that is a case's number and nothing else. */
export function caseNumberLine(line: string): string | null {
  if (line.length > 80 || !/\d[/.-]/.test(line)) return null;
  const found = numbersIn(line.trim());
  if (found === null) return null;
  const sure = found.named || found.numbers.some((number) => OWN.test(number) || PLAN.test(number));
  return sure ? ownNumber(found.numbers) : null;
}
