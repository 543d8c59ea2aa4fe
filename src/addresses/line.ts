/**
 * The parties on one line as people write and paste them. Names, quotes, brackets and commas are read by nodemailer's parser of address
 * fields (RFC 5322); what that leaves open is decided here, and what stays open is a fault: nobody is left out without a word.
 */
import addressparser from 'nodemailer/lib/addressparser';
import { type AddressFault, keptAddress } from './email.ts';
import { plainLine, plainName } from './tidy.ts';

/** `name` is empty where the address stands alone. */
export interface Named {
  name: string;
  email: string;
}

/**
 * `no-address`: there is none; `name-alone`: a name among others has none; `unclear`: which name belongs to which address is not to be
 * seen; `two-addresses`: one party has several; `name-too-long`. `what` is the part of the line that it is about.
 */
export type LineFault = AddressFault | 'no-address' | 'name-alone' | 'unclear' | 'two-addresses' | 'name-too-long';
export type LineReading = { parties: Named[] } | { fault: LineFault; what: string };

interface Piece {
  name: string;
  email: string | null;
  /** A colon stands between its name and its address: the name may be the list's. */
  isLabelled: boolean;
}
/** What stands between two semicolons, or tabs. */
interface Group {
  pieces: Piece[];
  /** It begins behind a tab: it is a cell of a row. */
  isCell: boolean;
}

/**
 * A space beside the at-sign: the parser would close it up, and "Mia Holm @example.dk" be written to a stranger. One at the beginning
 * of a part or behind a bracket may be anything, and is left to it.
 */
const APART = /([^\s@;,|<>()"]{1,128}(?:[^\S\t]{1,9}@\s{0,9}|@[^\S\t]{1,9})[^\s@;,|<>()"]{1,255})/;

/** No line of several hundred parties is longer. */
const MAX_LINE = 100_000;
/** As many letters as a party's name may have. */
export const MAX_NAME = 200;

class Unread extends Error {
  readonly fault: LineFault;
  readonly what: string;
  constructor(fault: LineFault, what: string) {
    super(fault);
    this.fault = fault;
    this.what = what;
  }
}

/** @param line one line, without marks that cannot be seen (see `visible`) */
export function readLine(line: string): LineReading {
  if (line.length > MAX_LINE) return { fault: 'unclear', what: line.slice(0, MAX_NAME) };
  const plain = plainLine(line);
  const apart = /\s@|@\s/.test(plain) ? APART.exec(plain)?.[1] : undefined;
  if (apart !== undefined) return { fault: 'bad-address', what: apart };
  try {
    const parties = partiesOf(groupsOf(plain), line);
    const long = parties.find(({ name }) => name.length > MAX_NAME);
    return long ? { fault: 'name-too-long', what: long.name } : { parties };
  } catch (error) {
    if (error instanceof Unread) return { fault: error.fault, what: error.what };
    throw error;
  }
}

/** The parser takes a colon for a group and parentheses for a remark; names have both. */
const KEPT_SIGNS: readonly (readonly [sign: string, stand: string])[] = [
  [':', '\ue000'],
  ['(', '\ue001'],
  [')', '\ue002'],
];
const hideSigns = (text: string) => KEPT_SIGNS.reduce((all, [sign, stand]) => all.replaceAll(sign, stand), text);
const showSigns = (text: string) => KEPT_SIGNS.reduce((all, [sign, stand]) => all.replaceAll(stand, sign), text);

/** A part between separators, each with the separator before it; what stands in quotes is not parted. */
const PART = /([;\t|]?)((?:"(?:[^"\\]|\\.)*"|[^;\t|])*)/gy;

function groupsOf(line: string): Group[] {
  return [...line.matchAll(PART)].flatMap(([, separator = '', text = '']) => {
    const pieces = addressparser(hideSigns(text), { flatten: true }).flatMap(pieceOf);
    return pieces.length === 0 ? [] : [{ pieces, isCell: separator === '\t' || separator === '|' }];
  });
}

function pieceOf({ name: written, address }: { name: string; address: string }): Piece[] {
  const isAddress = address.includes('@');
  const name = showSigns(isAddress ? written : `${written} ${address}`);
  if (!isAddress && name.includes('@')) throw new Unread('bad-address', name.trim());
  const shown = plainName(name);
  const isLabelled = name.trimEnd().endsWith(':');
  if (!isAddress) return shown === '' ? [] : [{ name: shown, email: null, isLabelled }];
  const target = showSigns(address);
  // A quote or a bracket that is not closed swallows what comes after it.
  if (/["<>]/.test(target)) throw new Unread('unclear', target);
  const read = keptAddress(target);
  if ('fault' in read) throw new Unread(read.fault, target);
  if (!shown.includes('@')) return [{ name: shown, email: read.email, isLabelled }];
  // Programs write the address in the name's place where they know no name; any other address there may be another party.
  const named = keptAddress(shown);
  if ('email' in named && named.email === read.email) return [{ name: '', email: read.email, isLabelled: false }];
  throw new Unread('two-addresses', shown);
}

const addressesIn = (pieces: readonly Piece[]) => pieces.filter(({ email }) => email !== null).length;

function partiesOf(groups: readonly Group[], line: string): Named[] {
  const pieces = groups.flatMap((group) => group.pieces);
  const count = addressesIn(pieces);
  if (count === 0) throw new Unread('no-address', line.trim());
  if (count === 1) return [groups.some(({ isCell }) => isCell) ? rowOf(pieces) : singleOf(groups)];
  if (groups.some((group) => addressesIn(group.pieces) === 0)) return pairsOf(pieces, line);
  return groups.flatMap((group) => (addressesIn(group.pieces) === 1 ? singleOf([group]) : pairsOf(group.pieces, line)));
}

const namesOf = (pieces: readonly Piece[]) => pieces.map(({ name }) => name).filter((name) => name !== '');

/** A row of a sheet is one party: its name is what stands before the address, or else the first cell after it. */
function rowOf(pieces: readonly Piece[]): Named {
  const at = pieces.findIndex(({ email }) => email !== null);
  const name = namesOf(pieces.slice(0, at + 1)).join(', ') || (namesOf(pieces.slice(at + 1))[0] ?? '');
  return { name, email: pieces[at]?.email ?? '' };
}

/** One address, with its name in it, before it, or after it; a name beside that would be somebody without an address. */
function singleOf(groups: readonly Group[]): Named {
  const pieces = groups.flatMap((group) => group.pieces);
  const at = pieces.findIndex(({ email }) => email !== null);
  const [before, after] = [pieces.slice(0, at), pieces.slice(at + 1)];
  const { name, email } = pieces[at] as Named;
  if (name === '' && after.length === 0) return { name: namesOf(before).join(', '), email };
  if (name === '' && before.length === 0 && after.length === 1) return { name: after[0]?.name ?? '', email };
  const alone = after[0] ?? before[0];
  if (alone) throw new Unread('name-alone', alone.name);
  return { name, email };
}

/** Several addresses: all with a name of their own or none, or names and addresses by turns. */
function pairsOf(pieces: readonly Piece[], line: string): Named[] {
  const isListLabelled = pieces[0]?.isLabelled === true && pieces.slice(1).every(({ name }) => name === '');
  if (isListLabelled) throw new Unread('unclear', line.trim());
  if (pieces.every((piece): piece is Piece & Named => piece.email !== null)) {
    return pieces.map(({ name, email }) => ({ name, email }));
  }
  const isPlain = pieces.every(({ name, email }) => email === null || name === '');
  const byTurns = pieces.every(
    ({ email }, index) => index === 0 || (email === null) !== (pieces[index - 1]?.email === null),
  );
  if (!isPlain || !byTurns || pieces.length % 2 !== 0) throw new Unread('unclear', line.trim());
  return pieces.flatMap((piece, index) => {
    if (piece.email === null) return [];
    const name = pieces[pieces[0]?.email === null ? index - 1 : index + 1]?.name ?? '';
    return [{ name, email: piece.email }];
  });
}
