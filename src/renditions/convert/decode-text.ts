/** Text of unknown origin as characters. */

/**
 * UTF-8 or UTF-16 with a mark, UTF-8 without one, and otherwise what Windows wrote before: its letters are right in all three.
 * What no document may hold becomes the mark of a character that is missing.
 */
export function decodeText(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return printable(decoded(bytes, encoding)).replace(/\r\n?/g, '\n');
}

function decoded(bytes: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(encoding === 'utf-8' ? 'windows-1252' : encoding).decode(bytes);
  }
}

/** XML 1.0, 2.2: the characters that a document may hold; a form feed becomes a new line. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\f', '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
