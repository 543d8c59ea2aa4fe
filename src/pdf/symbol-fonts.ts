/**
 * The characters of Word's symbol fonts. Such a font has no letters: what is stored is a place in the font (0x20-0xFF), as a private-use
 * character U+F020-U+F0FF or as the letter of that place. Source: the fonts' glyph names, and Unicode's own characters for Wingdings
 * (Unicode 7.0, L2/12-368); where a plainer character looks the same, that one is taken.
 */

/** From 0x20 on; a space is a place without a character. */
const SYMBOL = new Map([
  ...row(0x21, '!∀#∃%&∋()∗+,−./0123456789:;<=>?'),
  ...row(0x40, '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾'),
  ...row(0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'),
  ...row(0xa0, '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵'),
  ...row(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
  ...row(0xe0, '◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭'),
]);

const WINGDINGS = new Map([
  ...row(0x21, '✏✂✁👓🕭🕮🕯☎✆✉🖃📪📫📬📭📁📂📄🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍'),
  ...row(0x40, '🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸'),
  ...row(0x5e, '♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘❀✿❝❞'),
  ...row(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•'),
  ...row(0xa0, '▪○🞆🞈◉◎🔿▪□🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛'),
  ...row(0xc3, '⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈➲⮉⮋'),
  ...row(0xdf, '←→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑'),
]);

/** Only its signs of what is done and what is not. */
const WINGDINGS_2 = new Map([...row(0x4f, '✗✓☒☑☒☒'), ...row(0xa3, '☐'), ...row(0x97, '•●')]);

function row(from: number, characters: string): [number, string][] {
  return Array.from(characters, (character, n): [number, string] => [from + n, character]).filter(
    ([, character]) => character !== ' ',
  );
}

/** Bullets, boxes, ticks, arrows and faces that Word's lists and mails use: of Wingdings, whatever Symbol has in the same place. */
const USUALLY_WINGDINGS = new Set([
  ...[0x28, 0x2a, 0x43, 0x44, 0x46, 0x4a, 0x4c, 0x6c, 0x6e, 0x6f, 0x71, 0x72, 0x75, 0x76, 0xa7, 0xa8, 0xd8, 0xdc],
  ...[0xdf, 0xe0, 0xe1, 0xe2, 0xe8, 0xf0, 0xfb, 0xfc, 0xfd, 0xfe],
]);

const PLACES = /[\uF020-\uF0FF]/gu;
const placeOf = (character: string): number => character.charCodeAt(0) & 0xff;

/** What a place means where nobody says which font it is of. */
function usual(place: number): string | undefined {
  if (place === 0x20) return ' ';
  return USUALLY_WINGDINGS.has(place) ? WINGDINGS.get(place) : (SYMBOL.get(place) ?? WINGDINGS.get(place));
}

/** `text` with the private-use characters of symbol fonts as what they usually mean; any other private-use character stays. Pure. */
export const withoutSymbolPlaces = (text: string): string =>
  text.replace(PLACES, (character) => usual(placeOf(character)) ?? character);

const FONTS: [RegExp, ReadonlyMap<number, string>][] = [
  [/^wingdings 2$/i, WINGDINGS_2],
  [/^wingdings$/i, WINGDINGS],
  [/^symbol(?:mt| mt)?$/i, SYMBOL],
];

/**
 * The text of an element that is set in the font `family`, or null where that is no symbol font that we know. Letters are places too: in
 * Wingdings "ü" is a tick. Pure.
 */
export function inSymbolFont(family: string, text: string): string | null {
  const name = family.trim().replace(/^["']|["']$/g, '');
  const font = FONTS.find(([pattern]) => pattern.test(name))?.[1];
  if (font === undefined) return null;
  // A hard space is padding, whatever sign the font has in its place.
  return text.replace(
    /[\u0021-\u009F\u00A1-\u00FF\uF020-\uF0FF]/gu,
    (character) => font.get(placeOf(character)) ?? character,
  );
}
