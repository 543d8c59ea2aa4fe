/** Headings that are only almost spelt right: "Sagsfremstillling", "Indstillng". */

/** The words that an item stands on; shorter ones are too near to others. */
const WORDS = [
  'sagsgang',
  'sagsfremstilling',
  'supplerende sagsfremstilling',
  'indstilling',
  'beslutning',
  'lovgrundlag',
  'retsgrundlag',
  'økonomiske konsekvenser',
  'indholdsfortegnelse',
  'bilagsoversigt',
  'underskriftsside',
];
const LONGEST = 40;

/** @returns what was meant, in small letters, where `words` is one or (in long words) two slips away from it; otherwise null */
export function meantHeading(words: string): string | null {
  if (words.length < 6 || words.length > LONGEST) return null;
  const found = WORDS.find(
    (word) =>
      word !== words &&
      word.charAt(0) === words.charAt(0) &&
      // "Indstillingen" is the same word in another form, and mostly the beginning of a sentence.
      !/^[a-zæøå]+$/.test(words.startsWith(word) ? words.slice(word.length) : '') &&
      slips(word, words, word.length > 14 ? 2 : 1),
  );
  return found ?? null;
}

/** Whether a letter too many, too few, wrong or swapped, `most` times, makes one word the other. */
function slips(a: string, b: string, most: number): boolean {
  if (a === b) return true;
  if (most === 0 || Math.abs(a.length - b.length) > most) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  const swapped = restA[0] === restB[1] && restA[1] === restB[0];
  return (
    slips(restA.slice(1), restB.slice(1), most - 1) ||
    slips(restA.slice(1), restB, most - 1) ||
    slips(restA, restB.slice(1), most - 1) ||
    (swapped && slips(restA.slice(2), restB.slice(2), most - 1))
  );
}
