/** Sets the text of a form field inside its rectangle, as readers do. */
import type { FieldText } from './field-text.ts';
import type { StampFont } from './stamp-font.ts';
import { num } from './visible-frame.ts';

const PADDING = 2;
/** Where the reader is to choose the size: no larger than this. A page cannot be scrolled, so text is made as small as it takes. */
const LARGEST = 12;
const SMALLEST = 4;
const LEADING = 1.2;
/** The height of a capital and how far a line reaches below its base, in type sizes. */
const CAPITAL = 0.7;

/** Operators that draw the text with its lower left corner at the origin; `font` is the font's name in the resources. */
export function fieldOperators(
  field: FieldText,
  width: number,
  height: number,
  called: string,
  font: StampFont,
): string {
  const lines = field.text.split(/\r\n?|\n/);
  const words = field.multiline ? lines : [lines.join(' ')];
  const { size, set } = fitted(field, words, width, height, font);
  const first = field.multiline ? height - PADDING - size : (height - size * CAPITAL) / 2;
  const shown = set.map((line, i) => lineOperators(field, line, width, first - i * size * LEADING, size, font));
  return `q 0 0 ${num(width)} ${num(height)} re W n ${field.color}\nBT /${called} ${num(size)} Tf\n${shown.join('\n')}\nET Q`;
}

function fitted({ size, multiline, comb }: FieldText, words: string[], width: number, height: number, font: StampFont) {
  const inside = Math.max(1, width - 2 * PADDING);
  const layout = (at: number) => (multiline ? words.flatMap((line) => wrapped(line, inside, at, font)) : words);
  const start = size > 0 ? size : Math.max(SMALLEST, Math.min(LARGEST, height * CAPITAL));
  for (let at = start; ; at -= 0.5) {
    const set = layout(at);
    const fits = multiline
      ? set.length * at * LEADING <= height - PADDING
      : comb !== null || set.every((line) => widthOf(line, at, font) <= inside);
    if (fits || at <= SMALLEST) return { size: at, set };
  }
}

const widthOf = (text: string, size: number, font: StampFont) => (font.widthOf(text) * size) / 1000;

function wrapped(line: string, inside: number, size: number, font: StampFont): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current === '' || widthOf(longer, size, font) <= inside) current = longer;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

function lineOperators(
  field: FieldText,
  line: string,
  width: number,
  y: number,
  size: number,
  font: StampFont,
): string {
  const at = (x: number, text: string) => `1 0 0 1 ${num(x)} ${num(y)} Tm ${font.show(text)} Tj`;
  if (field.comb !== null) {
    const cell = width / field.comb;
    const characters = [...line].slice(0, field.comb);
    return characters.map((each, i) => at(i * cell + (cell - widthOf(each, size, font)) / 2, each)).join('\n');
  }
  const free = width - widthOf(line, size, font);
  if (field.align === 1) return at(free / 2, line);
  return at(field.align === 2 ? free - PADDING : PADDING, line);
}
