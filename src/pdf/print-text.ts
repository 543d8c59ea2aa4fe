/** Text as it can be printed: the same words, without the characters that only steer a screen or a word processor. */

// Word's symbol fonts sit in the private use area; these are its bullets and arrows, which pasted text still carries.
const SYMBOL_FONT: Record<string, string> = {
  '\uF0B7': '•',
  '\uF0A7': '▪',
  '\uF0D8': '►',
  '\uF0E0': '→',
  '\uF0FC': '✓',
  '\uF0A8': '□',
};

const SYMBOLS = new RegExp(`[${Object.keys(SYMBOL_FONT).join('')}]`, 'gu');
// Soft hyphens would print as hyphens where a line breaks, and then the words differ from the text that was decided.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Variation_Selector}/gu;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const ODD_SPACES = /[\u2000-\u2006\u2008-\u200A\u205F\u3000]/gu;
const NARROW_NO_BREAK = /[\u2007\u202F]/gu;

/** `text` in NFC, control characters and line ends as spaces, invisible characters gone, symbol-font bullets as real ones. */
export function printText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(ODD_SPACES, ' ')
    .replace(NARROW_NO_BREAK, '\u00A0')
    .replace(SYMBOLS, (symbol) => SYMBOL_FONT[symbol] ?? symbol);
}
