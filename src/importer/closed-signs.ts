/**
 * Signs that something is not for the public, in other words than those that say so of an item for certain. One of them is enough for
 * an item to be closed until a person has said otherwise.
 */
const SIGNS: readonly RegExp[] = [
  /[\u{1F50F}\u{1F510}\u{1F512}]/u,
  /\b(?:uden|foruden) offentlighed/iu,
  /(?<!\p{L})(?:ikke|ej)[- ](?:til |må )?(?:offentlig|publicer)/iu,
  /(?<!\p{L})(?:offentliggøres|publiceres|vises) (?:ikke|kun)(?!\p{L})/iu,
  /(?<!\p{L})undtage[tns]* (?:fra|for) (?:offentlig|aktindsigt|publicer)/iu,
  /(?<!\p{L})lukke(?:t|de) (?:dagsorden|del|session|møde|punkt|sag|behandling|døre)/iu,
  /(?<!\p{L})(?:fortrolig|hemmelig)[te]?(?!\p{L})|(?<!\p{L})tavsheds(?:pligt|belagt)/iu,
  /(?<!\p{L})personfølsom|(?<!\p{L})begrænset adgang|(?<!\p{L})kun (?:for|til) (?:udvalgets |byrådets )?(?:medlemmer|intern)/iu,
  /(?<!\p{L})(?:internt?|interne) (?:brug|punkt|sag|dagsorden)/iu,
  /(?:styrelseslov|forvaltningslov|offentlighedslov)\p{L}*\s*§|(?:jf\.?|efter|iht\.?)\s*§\s*10(?!\d)/iu,
  /^(?:klassifikation|fortrolighed|publiceres|publicering|offentlig\p{L}*|åben\p{L}*|synlighed|adgang|visning)\s*:\s*(?:nej|intern|fortrolig|begrænset|lukket|kun|ikke|skjult)/iu,
  /^(?:fortrolig|lukket|intern|hemmelig)t?\s*:\s*ja(?!\p{L})/iu,
];

/** Whether a line has such a sign. */
export const hasClosedSign = (line: string): boolean => SIGNS.some((sign) => sign.test(line));

const SHORT = /^(?:\d+[.)]?\s*)?[([](?:L|LP|F|LUK)[.]?[)\]]|[([](?:L|LP|F|LUK)[.]?[)\]]\s*$/u;
/** The same of a title, where programs also set a letter: "Salg af grund (L)". */
export const titleHasClosedSign = (title: string): boolean => SHORT.test(title.trim()) || hasClosedSign(title);

const OF_ITEMS = /(?<!\p{L})(?:dagsordens?)?(?:punkter|sager|dagsorden|møde|del|session|behandlinger)(?!\p{L})/iu;
/** The same of a head over several items: "Punkter uden offentlighed"; what begins as a remark about one item is none. */
export const groupHasClosedSign = (line: string): boolean =>
  OF_ITEMS.test(line) && !/^(?:behandles|punktet|sagen|der|det)(?!\p{L})/iu.test(line) && hasClosedSign(line);
