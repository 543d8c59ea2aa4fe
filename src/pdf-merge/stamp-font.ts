/** The typeface of stamps and watermarks: IBM Plex Sans as on our own pages, as far as the packet uses it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { create, type Font, type Glyph } from '@cantoo/fontkit';

const file = fileURLToPath(
  new URL('../../node_modules/dkfds/src/fonts/IBMPlexSans/complete/ttf/IBMPlexSans-Regular.ttf', import.meta.url),
);
/** What stands for a character that the typeface has not. */
const MISSING = '?';

export interface StampFont {
  /** In thousandths of the type size. */
  widthOf(text: string): number;
  /** The text as a string of the font, for Tj. */
  show(text: string): string;
  /** The five objects that embed the font, the first being the one that resources name; call when all text is known. */
  objects(numbers: [number, number, number, number, number]): FontObjects;
}

export interface FontObjects {
  texts: [number, string][];
  streams: [number, string, Uint8Array][];
}

/** The characters get their places in the order in which they are first shown, so the same packet has the same font. */
export function createStampFont(): StampFont {
  const font = loadFont();
  const scale = 1000 / font.unitsPerEm;
  const subset = font.createSubset();
  const missing = glyphAt(font, MISSING);
  const widths: number[] = [0];
  const characters: string[] = [MISSING];

  const known = new Map<string, { at: number; width: number }>();

  function glyphOf(character: string): { at: number; width: number } {
    const found = known.get(character) ?? include(character);
    known.set(character, found);
    return found;
  }

  function include(character: string): { at: number; width: number } {
    const point = character.codePointAt(0) ?? 0;
    const there = font.hasGlyphForCodePoint(point);
    const glyph = there ? glyphAt(font, character) : missing;
    const at = subset.includeGlyph(glyph);
    const width = Math.round(glyph.advanceWidth * scale);
    widths[at] = width;
    characters[at] ??= there ? character : MISSING;
    return { at, width };
  }

  return {
    widthOf: (text) => [...text].reduce((sum, character) => sum + glyphOf(character).width, 0),
    show: (text) => `<${[...text].map((character) => hex4(glyphOf(character).at)).join('')}>`,
    objects([type0, descendant, descriptor, program, unicode]) {
      const bytes = subset.encode();
      // ISO 32000-1, 9.6.4: a subset's name begins with six capital letters of our own choice.
      const called = 'SAGSGA+IBMPlexSans';
      const box = [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((each) =>
        Math.round(each * scale),
      );
      return {
        texts: [
          [
            type0,
            `<</Type/Font/Subtype/Type0/BaseFont/${called}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
          ],
          [
            descendant,
            `<</Type/Font/Subtype/CIDFontType2/BaseFont/${called}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
              `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 0/W[0[${widths.join(' ')}]]>>`,
          ],
          [
            descriptor,
            `<</Type/FontDescriptor/FontName/${called}/Flags 4/FontBBox[${box.join(' ')}]/ItalicAngle 0/Ascent ${Math.round(font.ascent * scale)}` +
              `/Descent ${Math.round(font.descent * scale)}/CapHeight ${Math.round(font.capHeight * scale)}/StemV 80/FontFile2 ${program} 0 R>>`,
          ],
        ],
        streams: [
          [program, `/Length1 ${bytes.length}/Filter/FlateDecode`, deflateSync(bytes)],
          [unicode, '/Filter/FlateDecode', deflateSync(Buffer.from(toUnicode(characters)))],
        ],
      };
    },
  };
}

function glyphAt(font: Font, character: string): Glyph {
  const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  if (glyph === null) throw new Error(`the typeface has no "${character}"`);
  return glyph;
}

let loaded: Font | null = null;

function loadFont(): Font {
  if (loaded !== null) return loaded;
  const font = create(readFileSync(file));
  if (font === null || 'fonts' in font) throw new Error(`${file} is no single typeface`);
  loaded = font;
  return font;
}

const hex4 = (number: number) => number.toString(16).padStart(4, '0');

/** ISO 32000-1, 9.10.3: from the font's codes to characters, so that stamps can be searched and copied. */
function toUnicode(characters: string[]): string {
  const lines = characters.map(
    (character, at) => `<${hex4(at)}> <${Buffer.from(character, 'utf16le').swap16().toString('hex')}>`,
  );
  const blocks: string[] = [];
  for (let from = 0; from < lines.length; from += 100) {
    const block = lines.slice(from, from + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}
