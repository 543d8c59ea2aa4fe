/** A list out of a sheet or a CSV file: which columns hold names and addresses, by their heads or by what stands in them. */
import { keptAddress } from './email.ts';
import { type LineReading, MAX_NAME, readLine } from './line.ts';
import { plainLine, plainName } from './tidy.ts';

/** In the order in which they are looked for; a semicolon is what a Danish Excel writes. */
const SEPARATORS = ['\t', ';', ',', '|'] as const;

const EMAIL_HEAD = /^(?:e[- ]?mail|e-?post|mail)(?:[ -]?(?:adresse|address|adr\.?))?(?: ?1)?(?: ?\(.*\))?:?$/i;
/** "Kontaktmail", "Mailadresse/e-mail": looked for where no column is simply called that. */
const LIKE_EMAIL_HEAD = /^[^@;,|\t]*mail(?:[ -]?(?:adresse|address|adr\.?))?:?$/i;
/** Word's hyphen that does not break, and its like. */
const HYPHEN = /[\u2010-\u2013]/g;
/** What a party is called, the likeliest first. */
const NAME_HEADS: readonly RegExp[] = [
  /^(?:høringspart(?:er)?|part(?:er)?|organisation|forening|institution|myndighed|virksomhed|firma|company|modtager)(?:s?navn)?$/i,
  /^(?:navn|name|fulde navn|full name|visningsnavn|vist navn|display name|e-mail display name|kontakt(?:person)?)$/i,
];
const FIRST_NAME = /^(?:fornavn|first name|given name)$/i;
const LAST_NAME = /^(?:efternavn|last name|surname)$/i;

interface Columns {
  separator: string;
  email: number;
  /** The name is the first of these that says anything, each several cells put together. */
  names: readonly { cells: readonly number[]; joint: string }[];
}

/** Reads a line, or null for the line with the heads. */
export type RowReader = (line: string, index: number) => LineReading | null;

/** @param lines without empty ones. @returns null where they are no table */
export function tableReader(lines: readonly string[]): RowReader | null {
  if (EMAIL_HEAD.test(lines[0]?.trim().replace(HYPHEN, '-') ?? ''))
    return (line, index) => (index === 0 ? null : readLine(line));
  for (const emailHead of [EMAIL_HEAD, LIKE_EMAIL_HEAD]) {
    for (const separator of SEPARATORS) {
      const headed = columnsByHeads(cellsOf(lines[0] ?? '', separator), separator, emailHead);
      if (headed) return (line, index) => (index === 0 ? null : readRow(line, headed));
    }
  }
  for (const separator of SEPARATORS) {
    const found = columnsByContent(lines, separator);
    if (found) return (line) => readRow(line, found);
  }
  return null;
}

/** Cells as RFC 4180 has them: one that begins with a quote may hold the separator, and a quote as two. */
export function cellsOf(line: string, separator: string): string[] {
  const cells = [''];
  let quoted = false;
  // Nothing but space has been read of this cell.
  let isBlank = true;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    const isDoubled = quoted && sign === '"' && line[at + 1] === '"';
    if (sign === separator && !quoted) {
      cells.push('');
      isBlank = true;
    } else if (sign === '"' && !isDoubled && (quoted || isBlank)) quoted = !quoted;
    else {
      cells[cells.length - 1] += sign;
      isBlank &&= sign.trim() === '';
    }
    if (isDoubled) at += 1;
  }
  return cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
}

function columnsByHeads(heads: readonly string[], separator: string, emailHead: RegExp): Columns | null {
  const email = heads.findIndex((head) => emailHead.test(head.replace(HYPHEN, '-')));
  if (email < 0) return null;
  const where = (pattern: RegExp) => heads.findIndex((head, index) => index !== email && pattern.test(head));
  const person = [where(FIRST_NAME), where(LAST_NAME)].filter((index) => index >= 0);
  const known = NAME_HEADS.map(where).filter((index) => index >= 0);
  const others = heads.map((_, index) => index).filter((index) => index !== email);
  return {
    separator,
    email,
    names: [
      ...known.map((index) => ({ cells: [index], joint: '' })),
      { cells: person, joint: ' ' },
      ...(known.length + person.length === 0 ? others.map((index) => ({ cells: [index], joint: '' })) : []),
    ],
  };
}

const isBare = (cell: string): boolean => 'email' in keptAddress(bareIn(cell));

/** Two rows or more of equal length, and in most of them one address, always in the same column. */
function columnsByContent(lines: readonly string[], separator: string): Columns | null {
  const rows = lines.map((line) => cellsOf(line, separator));
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width < 2 || rows.some((row) => row.length !== width)) return null;
  const filled = rows.filter((row) => row.some((cell) => cell.includes('@')));
  const email = filled[0]?.findIndex(isBare) ?? -1;
  if (email < 0 || filled.length * 2 <= rows.length) return null;
  if (!filled.every((row) => row.every((cell, index) => cell.includes('@') === (index === email)))) return null;
  const before = [...Array(email).keys()];
  const after = [...Array(width).keys()].slice(email + 1);
  return {
    separator,
    email,
    names: [{ cells: before, joint: ', ' }, ...after.map((index) => ({ cells: [index], joint: '' }))],
  };
}

const bareIn = (cell: string): string =>
  plainLine(cell)
    .replace(/^\s*<(.*)>\s*$/, '$1')
    .trim();

/** Two addresses with something between them. */
const SEVERAL = /@[^@]*[\s,;|/][^@]*@/;

function readRow(line: string, { separator, email, names }: Columns): LineReading {
  const cells = cellsOf(line, separator);
  const written = bareIn(cells[email] ?? '');
  // A line of another form in between, as from a mail: whether it has an address is said of all of it.
  if (written === '' || isCutShort(cells, email)) return readLine(line);
  const read = keptAddress(written);
  if ('fault' in read) return { fault: SEVERAL.test(written) ? 'two-addresses' : read.fault, what: written };
  const other = cells.find((cell, index) => index !== email && cell.includes('@') && !isAbout(cell, read.email));
  if (other !== undefined) return { fault: 'two-addresses', what: other };
  const name = nameIn(cells, names);
  if (name.length > MAX_NAME) return { fault: 'name-too-long', what: name };
  return { parties: [{ name, email: read.email }] };
}

const nameIn = (cells: readonly string[], names: Columns['names']): string =>
  names
    .map(({ cells: places, joint }) =>
      places
        .map((place) => plainName(cells[place] ?? ''))
        .filter((part) => part !== '')
        .join(joint),
    )
    .find((found) => found !== '' && !found.includes('@')) ?? '';

/** A name with a comma in it, as before the address in brackets, looks like two cells; what is a row has its address alone in a cell. */
const isCutShort = (cells: readonly string[], email: number): boolean =>
  cells.length === email + 1 && !isBare(cells[email] ?? '') && /<[^<>]*@[^<>]*>/.test(cells[email] ?? '');

/** Outlook writes "Bo Hansen (bo@example.dk)" in the column of the shown name. */
function isAbout(cell: string, email: string): boolean {
  const read = readLine(cell);
  return 'parties' in read && read.parties.every((party) => party.email === email);
}
