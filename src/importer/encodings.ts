/** Which bytes a text is written in, where it does not say so: a guess from what Danish letters would be in each. */

/** What bytes from 128 on are in CP850 (DOS), which no decoder of the platform knows; from Unicode's table. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'macintosh' | 'cp850';
type OneByte = 'windows-1252' | 'macintosh' | 'cp850';

/** The bytes of æ, ø, å, Æ, Ø, Å, é and É, in the order in which encodings are preferred. */
const LETTERS: readonly [encoding: OneByte, bytes: ReadonlySet<number>][] = [
  ['windows-1252', new Set([0xe6, 0xf8, 0xe5, 0xc6, 0xd8, 0xc5, 0xe9, 0xc9])],
  ['macintosh', new Set([0xbe, 0xbf, 0x8c, 0xae, 0xaf, 0x81, 0x8e, 0x83])],
  ['cp850', new Set([0x91, 0x9b, 0x86, 0x92, 0x9d, 0x8f, 0x82, 0x90])],
];

export interface Decoded {
  text: string;
  encoding: Encoding;
}

/**
 * @returns the text as its mark says, as UTF-8 where it is valid, as UTF-16 where every other byte is empty, or in the encoding in which
 *   it has most Danish letters; a byte that the encoding does not have is U+FFFD
 */
export function decoded(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodedAs(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decodedAs(bytes, 'utf-16be');
  const wide = wideEncoding(bytes);
  if (wide !== null) return decodedAs(bytes, wide);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decodedAs(bytes, oneByteEncoding(bytes));
  }
}

const decodedAs = (bytes: Uint8Array, encoding: Encoding): Decoded => ({
  text: encoding === 'cp850' ? fromCp850(bytes) : new TextDecoder(encoding).decode(bytes),
  encoding,
});

/** Of UTF-16 without a mark every other byte is mostly empty: the second of each pair, or the first. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(Math.min(bytes.length, 4_000) / 2);
  if (pairs < 4 || bytes.length % 2 !== 0) return null;
  const empty = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) if (bytes[at] === 0) empty[at % 2] = (empty[at % 2] ?? 0) + 1;
  const [big = 0, little = 0] = empty;
  if (little > pairs * 0.8 && big === 0) return 'utf-16le';
  return big > pairs * 0.8 && little === 0 ? 'utf-16be' : null;
}

function oneByteEncoding(bytes: Uint8Array): OneByte {
  const counts = new Array<number>(256).fill(0);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  const scored = LETTERS.map(([encoding, letters]) => ({
    encoding,
    score: [...letters].reduce((sum, byte) => sum + (counts[byte] ?? 0), 0),
  }));
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).encoding;
}

function fromCp850(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192) {
    const codes = Array.from(bytes.subarray(at, at + 8_192), (byte) =>
      byte < 128 ? byte : CP850.charCodeAt(byte - 128),
    );
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('');
}
