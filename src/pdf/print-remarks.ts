/** Which words of a text are printed otherwise than a screen shows them, and as what: for whoever writes them. Pure; also in browsers. */
import { printText } from './print-text.ts';
import { hasCommonOnly } from './printable-characters.ts';
import { withoutSymbolPlaces } from './symbol-fonts.ts';

/**
 * `stand-in`: no font of the print has a character. `symbol`: a private-use character of one of Word's symbol fonts is printed as what it
 * usually means. `direction`: characters that turn the order of reading are left out. `one-colour`: an emoji has its colours on a screen only.
 */
export type PrintReason = 'stand-in' | 'symbol' | 'direction' | 'one-colour';

export interface PrintRemark {
  /** The word's place in the text, in UTF-16 units; `to` is behind it. */
  from: number;
  to: number;
  word: string;
  /** The word as it is printed. */
  printed: string;
  /** At least one, the weightiest first. */
  reasons: PrintReason[];
}

/** Embeddings and overrides; isolates and marks beside right-to-left words are kept. */
const TURNS = /[\u202A-\u202E]/u;
/** What browsers show as a coloured picture: by itself, or because a selector asks for it. */
const IN_COLOUR = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;

const STAND_IN = /\[U\+[0-9A-F]{4,6}\]/u;

/** @returns the words in their order; most texts have none */
export function printRemarks(text: string): PrintRemark[] {
  if (hasCommonOnly(text)) return [];
  return [...text.matchAll(/\S+/gu)].flatMap(({ 0: word, index }) => {
    if (hasCommonOnly(word)) return [];
    const printed = printText(word);
    const reasons = reasonsOf(word, printed);
    return reasons.length === 0 ? [] : [{ from: index, to: index + word.length, word, printed, reasons }];
  });
}

function reasonsOf(word: string, printed: string): PrintReason[] {
  const found: Record<PrintReason, boolean> = {
    'stand-in': STAND_IN.test(printed) && !STAND_IN.test(word),
    symbol: withoutSymbolPlaces(word) !== word,
    direction: TURNS.test(word),
    'one-colour': IN_COLOUR.test(word),
  };
  return (Object.keys(found) as PrintReason[]).filter((reason) => found[reason]);
}
