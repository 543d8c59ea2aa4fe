/**
 * What is left when the text has been given its stand-ins: characters that our fonts have, but no single font together (a letter with a
 * rare mark above it). The compiler names them; they get stand-ins too. Pure.
 */
import { isPrintable, standIn } from './printable-characters.ts';

/** @returns what the compiler could not set, or null where it has another reason as well */
export function undisplayed(messages: readonly string[]): string[] | null {
  const texts = messages.map((message) => /the text `(.*?)` could not be displayed/su.exec(message)?.[1]);
  if (texts.length === 0 || texts.some((text) => text === undefined)) return null;
  return [...new Set(texts.map((text) => shownText(text ?? '')))].filter((text) => text !== '');
}

/** The characters themselves: invisible ones come as their numbers, "\\u{489}". */
const shownText = (text: string): string =>
  text
    .replace(/^\\*"|\\*"$/gu, '')
    .replaceAll(/\\+u\{([0-9a-f]{1,6})\}/gu, (_, number: string) => String.fromCodePoint(Number.parseInt(number, 16)));

/** `data` (JSON text) with stand-ins for `texts`; the same where there is nothing to replace. */
export function withStandInsFor(data: string, texts: readonly string[]): string {
  // Longer ones first: what begins with another is one character, not two.
  const longestFirst = texts.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((said, text) => said.replaceAll(text, stoodIn(text)), data);
}

/** The letter stays where it can be set; what stands on it does not. */
function stoodIn(text: string): string {
  const [first = '', ...rest] = Array.from(text);
  const letter = rest.length > 0 && isPrintable(first) && !/\p{M}/u.test(first) ? first : standIn(first);
  return [letter, ...rest.map(standIn)].join('');
}
