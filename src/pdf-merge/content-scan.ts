/** Reads a page's content one operator at a time, without building objects for what nobody asks for. */

/** Where an operand lies in the bytes; `kind` is its first byte: `/` a name, `(` or `<` a string, `[` an array, `D` a dictionary. */
export interface Operand {
  kind: string;
  start: number;
  end: number;
}

export interface Operation {
  operator: string;
  operands: Operand[];
  /** From the first operand to the end of the operator (an inline image: to the end of EI). */
  start: number;
  end: number;
}

const SPACE = 1;
const DELIMITER = 2;
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = SPACE;
for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = DELIMITER;

const [OPEN, CLOSE, LESS, GREATER, PERCENT, BACKSLASH] = [...'()<>%\\'].map((c) => c.charCodeAt(0));
const [SQUARE, UNSQUARE, E, I] = [...'[]EI'].map((c) => c.charCodeAt(0));

interface Cursor {
  bytes: Uint8Array;
  at: number;
}

/**
 * Calls `visit` for each operator in order. Operands that are numbers are counted in `start` only.
 * @returns what closes a token that the content leaves open at its end ('' for content that ends properly)
 */
export function scanContent(bytes: Uint8Array, visit: (operation: Operation) => void): string {
  const cursor: Cursor = { bytes, at: 0 };
  let operands: Operand[] = [];
  let start = -1;
  while (cursor.at < bytes.length) {
    const from = cursor.at;
    const code = bytes[from] as number;
    if (kinds[code] === SPACE) {
      cursor.at += 1;
      continue;
    }
    if (code === PERCENT) {
      skipComment(cursor);
      continue;
    }
    if (start < 0) start = from;
    if (kinds[code] === DELIMITER) {
      const kind = code === LESS && bytes[from + 1] === LESS ? 'D' : String.fromCharCode(code);
      const open = skipDelimited(cursor, kind);
      operands.push({ kind, start: from, end: cursor.at });
      if (open !== '') return open;
      continue;
    }
    skipRegular(cursor);
    if (isNumber(code)) continue;
    const operator = String.fromCharCode(...bytes.subarray(from, Math.min(cursor.at, from + 8)));
    if (operator === 'BI') cursor.at = endOfInlineImage(bytes, cursor.at);
    visit({ operator, operands, start, end: cursor.at });
    operands = [];
    start = -1;
  }
  return '';
}

/** Past a name, string, array or dictionary. Each of these functions returns what closes what is left open. */
function skipDelimited(cursor: Cursor, kind: string): string {
  if (kind === '(') return skipString(cursor);
  if (kind === '<') return skipHex(cursor);
  if (kind === '[' || kind === 'D') return skipNested(cursor);
  cursor.at += 1;
  if (kind === '/') skipRegular(cursor);
  return '';
}

function skipString(cursor: Cursor): string {
  const { bytes } = cursor;
  let depth = 0;
  for (; cursor.at < bytes.length; cursor.at += 1) {
    const code = bytes[cursor.at];
    if (code === BACKSLASH) cursor.at += 1;
    else if (code === OPEN) depth += 1;
    else if (code === CLOSE) {
      depth -= 1;
      if (depth > 0) continue;
      cursor.at += 1;
      return '';
    }
  }
  return ')'.repeat(depth);
}

function skipHex(cursor: Cursor): string {
  const end = cursor.bytes.indexOf(GREATER as number, cursor.at);
  cursor.at = end < 0 ? cursor.bytes.length : end + 1;
  return end < 0 ? '>' : '';
}

function skipNested(cursor: Cursor): string {
  const { bytes } = cursor;
  const waiting: string[] = [];
  while (cursor.at < bytes.length) {
    const code = bytes[cursor.at];
    const twice = bytes[cursor.at + 1] === code;
    let open = '';
    if (code === OPEN) open = skipString(cursor);
    else if (code === PERCENT) skipComment(cursor);
    else if (code === SQUARE || (code === LESS && twice)) {
      waiting.push(code === SQUARE ? ']' : '>>');
      cursor.at += code === SQUARE ? 1 : 2;
    } else if (code === LESS) open = skipHex(cursor);
    else if (code === UNSQUARE || (code === GREATER && twice)) {
      cursor.at += code === UNSQUARE ? 1 : 2;
      waiting.pop();
      if (waiting.length === 0) return '';
    } else cursor.at += 1;
    if (open !== '') return open + waiting.reverse().join('');
  }
  return waiting.reverse().join('');
}

function skipComment(cursor: Cursor): void {
  const { bytes } = cursor;
  while (cursor.at < bytes.length && bytes[cursor.at] !== 10 && bytes[cursor.at] !== 13) cursor.at += 1;
}

function skipRegular(cursor: Cursor): void {
  const { bytes } = cursor;
  while (cursor.at < bytes.length && kinds[bytes[cursor.at] as number] === 0) cursor.at += 1;
}

const isNumber = (code: number) => (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46;

/** Just past the EI that ends the image: one that stands alone and is followed by what can be content. */
function endOfInlineImage(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== E || bytes[at + 1] !== I) continue;
    if (kinds[bytes[at - 1] as number] !== SPACE) continue;
    if (at + 2 < bytes.length && kinds[bytes[at + 2] as number] !== SPACE) continue;
    const after = bytes.subarray(at + 2, at + 14);
    if (after.every((code) => kinds[code] === SPACE || (code >= 32 && code < 127))) return at + 2;
  }
  return bytes.length;
}
