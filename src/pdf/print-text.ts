/** Text as it can be printed: the same words, without the characters that only steer a screen or a word processor. */
import { withStandIns } from './printable-characters.ts';
import { withoutSymbolPlaces } from './symbol-fonts.ts';

const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const ODD_SPACES = /[\u2000-\u2006\u2008-\u200A\u205F\u3000]/gu;
const NARROW_NO_BREAK = /[\u2007\u202F]/gu;
// Soft hyphens would print as hyphens where a line breaks, and then the words differ from the text that was decided. Joiners shape the
// letters of many scripts and put pictures together; marks of direction order what stands beside right-to-left words. Overrides of the
// order are dropped: they make a text read otherwise than it is stored.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const INVISIBLE_BUT_JOINERS = /(?![\u200C-\u200F\u061C\u2066-\u2069])\p{Default_Ignorable_Code_Point}/gu;
const NEEDS_JOINERS =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\u0900-\u109F\u1780-\u17FF]|\p{Emoji}\u200D/u;

/**
 * `text` in NFC, control characters and line ends as spaces, invisible characters gone, bullets of symbol fonts as real ones, and a visible
 * stand-in ("[U+E123]") for each character that no font of ours has.
 */
export function printText(text: string): string {
  const composed = text.toWellFormed().normalize('NFC').replace(CONTROL, ' ');
  const seen = composed
    .replace(NEEDS_JOINERS.test(composed) ? INVISIBLE_BUT_JOINERS : INVISIBLE, '')
    .replace(ODD_SPACES, ' ')
    .replace(NARROW_NO_BREAK, '\u00A0');
  return withStandIns(withoutSymbolPlaces(seen));
}
