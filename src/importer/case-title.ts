/** What a case inside an item is called: its first sentence, or what it begins to say something about. */

/** A point after these ends no sentence: "vedr.", "d.", "7. – 9. klasse", "Kim T. Jensen". */
const NO_END =
  /(?:^|[\s(])(?:[A-ZÆØÅ]|d|nr|kl|pr|ca|jf|pkt|stk|vedr|evt|inkl|ekskl|hhv|mht|ift|ifm|mv|m\.v|bl\.a|f\.eks|mio|mia|kr|pct|tlf|afd|st)$/i;
const LONGEST = 120;
const VERB = /\s(?:er|var|har|skal|kan|vil|bliver|blev|drøfter|drøftes|behandles|orienterer|orienteres|gennemgår)\s/;

/** @returns null where no title is to be seen */
export function caseTitle(text: string): string | null {
  const beginning = text.slice(0, 600);
  let end = -1;
  for (const { index } of beginning.matchAll(/\.(?=\s|$)/g)) {
    const ordinal = /\d$/.test(beginning.slice(0, index)) && /^\.\s*[–a-zæøå\d-]/.test(beginning.slice(index));
    if (ordinal || NO_END.test(beginning.slice(0, index))) continue;
    end = index;
    break;
  }
  const sentence = end === -1 ? (text.length <= LONGEST ? '' : beginning) : beginning.slice(0, end);
  const colon = /^(.{15,120}?):\s/.exec(sentence)?.[1];
  if (colon !== undefined) return colon.trim();
  if (sentence.length > 3 && sentence.length <= LONGEST) return sentence.trim();
  const verb = VERB.exec(sentence)?.index ?? -1;
  return verb >= 10 && verb <= LONGEST ? sentence.slice(0, verb).trim() : null;
}
