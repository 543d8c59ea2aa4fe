/** From the bytes of a file to a text, or a named reason why it is none. */
import { Refusal } from '#src/errors.ts';
import { withoutSymbolPlaces } from '#src/pdf/symbol-fonts.ts';
import { type Decoded, decoded } from './encodings.ts';

/** A published agenda is a few hundred kilobytes of text at most. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
/** Some three hundred items, with all that is printed of them. */
export const MAX_IMPORT_LINES = 30_000;

const SIGNATURES: readonly [name: string, bytes: readonly number[]][] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['ZIP eller Office', [0x50, 0x4b, 0x03, 0x04]],
  ['Word (.doc)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['gzip', [0x1f, 0x8b]],
];

/** A number at a page's foot, or a page's end without one. */
const PAGE_END = /(^|\n)[^\S\n\f]{0,99}(\d{1,3})\s{0,99}?\f([^\S\n]{0,99}(?=\n))?|\f/g;
/** One form feed before the number where the next page begins with an empty line, two where the number may be part of the text. */
const pageEnd = (
  _: string,
  before: string | undefined,
  page: string | undefined,
  alone: string | undefined,
): string => {
  if (page === undefined) return '\n';
  return `${before}${alone === undefined ? '\f\f' : '\f'}${page}\n`;
};

/**
 * The text in NFC with `\n` as line ends; a form feed is one too, and is kept before a page's number, so that the number is known
 * from a figure in the text.
 * @throws Refusal `import-empty`, `import-not-text` (400), `import-too-large`, `import-too-many-lines` (413)
 */
export function readText(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) throw new Refusal('import-empty', 400);
  if (bytes.length > MAX_IMPORT_BYTES) throw new Refusal('import-too-large', 413, { limit: MAX_IMPORT_BYTES });
  const binary = SIGNATURES.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte));
  if (binary !== undefined) throw new Refusal('import-not-text', 400, { kind: binary[0] });
  const { text, encoding } = decoded(bytes);
  // Text has no NUL, and hardly a control character; what has is some other kind of file.
  if (text.includes('\u0000') || controlsIn(text) > text.length / 100)
    throw new Refusal('import-not-text', 400, { kind: 'ukendt' });
  if (text.trim() === '') throw new Refusal('import-empty', 400);
  // A text names no fonts: the bullets of Word's symbol fonts are what they usually mean.
  const plain = withoutSymbolPlaces(text)
    .replaceAll('\ufeff', '')
    .replaceAll('\u000b', '\n')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(PAGE_END, pageEnd)
    .replaceAll('\u00a0', ' ')
    .normalize('NFC');
  if (linesIn(plain) > MAX_IMPORT_LINES) throw new Refusal('import-too-many-lines', 413, { limit: MAX_IMPORT_LINES });
  return { text: plain, encoding };
}

function linesIn(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The text alone. @throws as `readText` */
export const decodeText = (bytes: Uint8Array): string => readText(bytes).text;

function controlsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && !(code >= 9 && code <= 13)) count += 1;
  }
  return count;
}
