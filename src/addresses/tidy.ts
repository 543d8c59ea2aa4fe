/** What mail programs, sheets and word processors put around a name and an address, taken away before they are read. */

/** Byte-order marks, soft hyphens, and marks of direction and of no width. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for; a tab stands between cells.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const WIDE_SPACE = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const CURLY_QUOTE = /[\u201c-\u201f]/g;
/** Word makes one of every apostrophe, also in addresses, where it cannot stand. */
const CURLY_APOSTROPHE = /[\u2018-\u201b]/g;

const BARE = String.raw`[^\s@;,<>()[\]{}"]{1,128}@[^\s@;,<>()[\]{}"']{1,255}`;
/** An address in brackets that are not the ones of RFC 5322. */
const BRACKETED = new RegExp(String.raw`[[({]\s*(${BARE})\s*[\])}]`, 'g');
const QUOTED = new RegExp(String.raw`"\s*(${BARE})\s*"(?!\s*<)`, 'g');
/** Outlook's: 'anna@example.dk'. */
const SINGLE_QUOTED = new RegExp(String.raw`(^|[\s;,<\t])'(${BARE})'(?=$|[\s;,>])`, 'g');
const SCHEME = /\b(?:mailto|smtp):\s*/gi;
/** What follows in a link: mailto:anna@example.dk?subject=… */
const QUERY = /(@[^\s?<>;,"]{1,255})\?[^\s<>;,"]*/g;
/** Also further on in a line: "Til: anna@example.dk; Cc: bo@example.dk". */
const FIELD_OF_HEAD = /(^|[;,]|>)\s*(?:til|to|cc|bcc|kopi(?: til)?|fra|from)\s*:\s*/gi;
const ADDRESS_LABEL = /(^|[\s;,(|])(?:e-?mail|e-?post|mail)(?:[ -]?adresse)?\s*:\s*/gi;
/** "anna@example.dk og bo@example.dk". */
const CONJUNCTION = /(@[^\s;,]{1,255})\s+(?:og|samt|and|&|\/|\+)\s+(?=[^\s;,]{1,128}@)/gi;
/** Nothing but addresses with spaces between. */
const SPACED = new RegExp(String.raw`^\s*<?${BARE}>?(?:\s+<?${BARE}>?)+\s*$`);

const BULLET = /^\s*[-\u2010-\u2015\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7\uf0a7\uf0b7*]\s+/;
/** Between parties, or between a name and its address. */
const MIDDLE_DOT = /\s[\u00b7\u2022]\s/g;

/** @returns the letters alone; tabs and line ends stay */
export const visible = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(WIDE_SPACE, ' ')
    .replace(CURLY_QUOTE, '"')
    .replace(CURLY_APOSTROPHE, "'")
    .normalize('NFC');

/** @returns a line in which every address stands alone or in angle brackets, and addresses are apart by commas or semicolons */
export function plainLine(line: string): string {
  const plain = line
    .replace(CONTROL, ' ')
    .replace(BULLET, '')
    .replace(MIDDLE_DOT, ' ; ')
    .replace(FIELD_OF_HEAD, '$1 ')
    .replace(SCHEME, '')
    .replace(QUERY, '$1')
    .replace(BRACKETED, '<$1>')
    .replace(QUOTED, '$1')
    .replace(SINGLE_QUOTED, '$1$2')
    .replace(ADDRESS_LABEL, '$1')
    .replace(CONJUNCTION, '$1, ');
  return SPACED.test(plain) ? plain.trim().replace(/\s+/g, ', ') : plain;
}

/** A number for the phone: eight digits in any groups, with the country's or another's before them. */
const PHONE = /(?:\+|\b00)\d{1,3}(?:[ .-]?\d){6,12}\b|\b\d{2}(?:[ .-]?\d{2}){3}\b|\b\d{4}[ .-]?\d{4}\b/g;
const PHONE_LABEL = /\b(?:tlf|telefon|mobiltlf|mobil|mob|phone|tel|fax)(?:nr|nummer)?\b\s*[.:]*\s*/gi;
const EDGES = /^[\s\-\u2013\u2014:,/|]+|[\s\-\u2013\u2014:,/|]+$/g;
const EMPTY_BRACKETS = /[[({]\s*[\])}]|<\s*>/g;

/** Longer than any name, and than what stands around one; it is left as it is, and refused for its length. */
const LONGEST = 2_000;

/** @returns a name without bullets, telephone numbers and the quotes around it; empty where it is nothing else */
export function plainName(text: string): string {
  if (text.length > LONGEST) return text.trim();
  const numberless = text.replace(PHONE, ' ');
  const withoutPhone = numberless === text ? text : numberless.replace(PHONE_LABEL, ' ');
  const bare = withoutPhone.replace(EMPTY_BRACKETS, ' ').replace(/\s+/g, ' ').replace(EDGES, '');
  const inner = /^'(.*)'$|^"(.*)"$|^\(([^()]*)\)$/.exec(bare);
  const name = inner?.[1] ?? inner?.[2] ?? inner?.[3] ?? bare;
  return /\p{L}/u.test(name) ? name.trim() : '';
}
