/** The characters that our fonts have, read from the fonts. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from '@cantoo/fontkit';
import { fontFolders } from '#src/pdf/fonts.ts';

/** Typst takes other faces of these folders for other families. */
const OTHER_FAMILY = /Mono|Serif|Condensed/;

/** @returns the lengths of what is not there, what is there, what is not there, and so on, in base 36 */
export async function rangesOfFonts(): Promise<string> {
  const characters = new Set<number>();
  for (const folder of fontFolders()) {
    const names = (await readdir(folder)).filter((name) => /\.[ot]tf$/.test(name) && !OTHER_FAMILY.test(name));
    // The regular face; a test holds that what it has prints in bold and slanted too.
    for (const name of names.filter((each) => /Regular\.ttf$|^DejaVuSans\.ttf$/.test(each))) {
      const font = create(await readFile(join(folder, name)));
      if (!('characterSet' in font)) throw new Error(`${name} is a collection of fonts`);
      for (const code of font.characterSet) characters.add(code);
    }
  }
  return lengthsOf([...characters].filter(isCharacter).toSorted((a, b) => a - b)).join(' ');
}

/** Fonts end their tables with U+FFFF, which is no character. */
const isCharacter = (code: number): boolean => code >= 0x20 && (code & 0xfffe) !== 0xfffe;

function lengthsOf(sorted: readonly number[]): string[] {
  const lengths: number[] = [];
  let at = 0;
  for (let index = 0; index < sorted.length; ) {
    const from = sorted[index] as number;
    let to = from;
    while (sorted[index] === to) {
      index += 1;
      to += 1;
    }
    lengths.push(from - at, to - from);
    at = to;
  }
  return lengths.map((length) => length.toString(36));
}
