/** From the bytes of a file to the lines of a text, or a named reason why it is none. */
import { Refusal } from '#src/errors.ts';

/** A published agenda is a few hundred kilobytes of text at most. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;

const SIGNATURES: readonly [name: string, bytes: readonly number[]][] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['ZIP eller Office', [0x50, 0x4b, 0x03, 0x04]],
  ['Word (.doc)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['gzip', [0x1f, 0x8b]],
];

/** @throws Refusal `import-empty`, `import-too-large`, `import-not-text` (400) */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new Refusal('import-empty', 400);
  if (bytes.length > MAX_IMPORT_BYTES) throw new Refusal('import-too-large', 413, { limit: MAX_IMPORT_BYTES });
  const binary = SIGNATURES.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte));
  if (binary !== undefined) throw new Refusal('import-not-text', 400, { kind: binary[0] });
  const text = textOf(bytes);
  // Text has no NUL; what has is some other kind of file.
  if (text.includes('\u0000')) throw new Refusal('import-not-text', 400, { kind: 'ukendt' });
  if (text.trim() === '') throw new Refusal('import-empty', 400);
  return text.replace(/\r\n?/g, '\n').replaceAll('\u000c', '\n').replaceAll('\u00a0', ' ').normalize('NFC');
}

/** UTF-8, UTF-16 where it says so, and what else there is on old machines: Windows-1252. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * The lines of the text, trimmed; of a bullet that is set in, one space is kept. Some texts have an empty line after every line, and one with a space where a paragraph ends: there
 * the empty ones are dropped.
 */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const written = lines.filter((line) => line.trim() !== '').length;
  const followedByEmpty = lines.filter((line, index) => line.trim() !== '' && lines[index + 1] === '').length;
  const doubled = written > 20 && followedByEmpty / written > 0.75 && lines.some((line) => /^\s+$/.test(line));
  return lines
    .filter((line) => !doubled || line !== '')
    .map((line) => {
      const inset = /^\s+[-•▪●◦–—*]\s/.test(line) && !doubled ? ' ' : '';
      return `${inset}${line.replace(/\t+/g, '\t').trim()}`;
    });
}
