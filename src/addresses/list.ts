/** A list of parties as it comes out of Outlook, Excel, Word or a CSV file: everybody once, and every line that is not understood. */
import { addressInWords } from './email.ts';
import { type LineFault, readLine } from './line.ts';
import { tableReader } from './table.ts';
import { visible } from './tidy.ts';

export interface ListedParty {
  /** The address where the list has no name. */
  name: string;
  email: string;
  /** Of the text, counted from 1. */
  line: number;
}

export interface FaultyLine {
  line: number;
  text: string;
  fault: LineFault;
  /** The part of the line that it is about. */
  what: string;
}

export interface AddressList {
  /** In the order of the list; an address that is there several times is here once, with its first name. */
  parties: ListedParty[];
  /** Nothing of the list may be used while there are any. */
  faults: FaultyLine[];
  /** Lines on which an address stood again. */
  repeats: { line: number; email: string }[];
}

const LINE_END = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;
/** What Excel writes before a CSV file to say how it is parted. */
const SEPARATOR_LINE = /^"?sep=.?"?$/i;
const NUMBERED = /^\s*\(?\d{1,3}[.)]\s+/;
/** A cell may hold line ends, though hardly many. */
const MAX_LINES_OF_CELL = 5;

interface Line {
  n: number;
  text: string;
}

/** @param text as it was pasted, or read from a file */
export function readAddressList(text: string): AddressList {
  const lines = linesOf(visible(text));
  const readRow = tableReader(lines.map((line) => line.text));
  const list: AddressList = { parties: [], faults: [], repeats: [] };
  const known = new Map<string, ListedParty>();
  lines.forEach((line, index) => {
    const read = readRow ? readRow(line.text, index) : readLine(line.text);
    if (read === null) return;
    if ('fault' in read) list.faults.push({ line: line.n, text: line.text.trim(), ...read });
    else for (const party of read.parties) take(list, known, { ...party, line: line.n });
  });
  return list;
}

/** Puts a party on the list, or notes that its address stands there again. */
function take(list: AddressList, known: Map<string, ListedParty>, { name, email, line }: ListedParty): void {
  const shown = addressInWords(email);
  const before = known.get(email);
  if (before === undefined) {
    const party = { name: name || shown, email, line };
    known.set(email, party);
    list.parties.push(party);
    return;
  }
  if (before.name === shown && name !== '') before.name = name;
  if (before.line !== line) list.repeats.push({ line, email });
}

/** Lines that say something. A quoted cell that goes on over several lines is one; the numbers of a numbered list go. */
function linesOf(text: string): Line[] {
  const raw = text.split(LINE_END);
  const lines: Line[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const n = at + 1;
    const end = endOfCell(raw, at);
    const joined = raw.slice(at, end + 1).join(' ');
    at = end;
    if (/[^\s;,|"]/.test(joined) && !(n === 1 && SEPARATOR_LINE.test(joined.trim()))) lines.push({ n, text: joined });
  }
  const isNumbered = lines.length > 1 && lines.every((line) => NUMBERED.test(line.text));
  return isNumbered ? lines.map((line) => ({ ...line, text: line.text.replace(NUMBERED, '') })) : lines;
}

const OPEN_CELL = /(?:^|[\t;,|])[^\S\t]*"(?:[^"]|"")*$/;
const CLOSED_CELL = /^(?:[^"]|"")*"\s*(?:[\t;,|]|$)/;

/** @returns the number of the line on which a cell ends that is still open at the end of `at`; `at` where none is, or it does not end */
function endOfCell(raw: readonly string[], at: number): number {
  if (!OPEN_CELL.test(raw[at] ?? '') || quotesIn(raw[at] ?? '') % 2 === 0) return at;
  for (let end = at + 1; end < Math.min(raw.length, at + MAX_LINES_OF_CELL); end += 1) {
    if (CLOSED_CELL.test(raw[end] ?? '') && quotesIn(raw[end] ?? '') % 2 === 1) return end;
    if (quotesIn(raw[end] ?? '') > 0) return at;
  }
  return at;
}

const quotesIn = (text: string): number => text.split('"').length - 1;
