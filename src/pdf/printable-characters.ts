/** Which characters our fonts have, and what is printed of the others. */
import { PRINTABLE_RANGES } from './printable-ranges.ts';

/** Ends of ranges, counted from the end before: where what is not there ends, where what is there ends, and so on; in base 36. */
function rangesOf(written: string): number[] {
  let at = 0;
  return written.split(' ').map((length) => {
    at += Number.parseInt(length, 36);
    return at;
  });
}

const ENDS = rangesOf(PRINTABLE_RANGES);
const PRIVATE_USE = /\p{Co}/u;
/** They steer what stands beside them and need no glyph. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/u;

/** Whether a font of ours has the character. A private-use character has no meaning outside its own font. */
export function isPrintable(character: string): boolean {
  if (PRIVATE_USE.test(character)) return false;
  const code = character.codePointAt(0) ?? 0;
  let [low, high] = [0, ENDS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ENDS[middle] as number) <= code) low = middle + 1;
    else high = middle;
  }
  // Ranges that are there have odd places.
  return low % 2 === 1 || IGNORABLE.test(character);
}

/** "[U+E123]": says that a character stood there, and which. */
export const standIn = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

const COMMON = /^[\n\t\u0020-\u024F\u2010-\u2027]*$/u;

/** Whether `text` has only characters that every font has, as almost all text: a quick look before a close one. */
export const hasCommonOnly = (text: string): boolean => COMMON.test(text);

/** `text` with a stand-in for each character that no font of ours has. Pure. */
export function withStandIns(text: string): string {
  if (hasCommonOnly(text)) return text;
  return Array.from(text, (character) => (isPrintable(character) ? character : standIn(character))).join('');
}
