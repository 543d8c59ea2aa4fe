/** Whether a PDF can be opened by everybody and is whole, and one whose table of places is off repaired without a loss. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runWhole } from '#src/tools/run-whole.ts';
import { PDF_LIMITS } from './check-limits.ts';
import { copyWithTable } from './copy-with-table.ts';
import { fileHolds } from './file-holds.ts';
import { lastBytes } from './last-bytes.ts';
import { showTheSame } from './same-pdf.ts';

/**
 * `password`: nobody opens it without; `locked`: it opens and forbids changes, so it could not be stamped or put together with others;
 * `repaired`: `to` holds it; `damaged`: something is missing, or may be.
 */
export type PdfState = 'whole' | 'repaired' | 'damaged' | 'password' | 'locked';

/** Raised where another file is to count as whole. */
const CHECK_VERSION = 1;
/** By which check a file was found whole: by the same one it need not be looked at again. @param qpdf its version */
export const checkName = (qpdf: string): string => `qpdf ${qpdf}, check ${CHECK_VERSION}`;

/** qpdf(1), exit status; of `--requires-password`: 0 a password is needed, 2 not encrypted, 3 encrypted and opens. */
const DONE = 0;
const DONE_WITH_WARNINGS = 3;
const PASSWORD_NEEDED = 0;
const OPENS_ENCRYPTED = 3;

/** What qpdf says of a file in which the places or lengths that it notes are wrong, and nothing is missing. */
const HARMLESS = [
  /: file is damaged$/,
  /: can't find startxref$/,
  /: xref not found$/,
  /: Attempting to reconstruct cross-reference table$/,
  /: expected \d+ \d+ obj$/,
  /: xref syntax invalid$/,
  /: xref entry for the xref stream itself is missing/,
  /: loop detected following xref tables$/,
  /: expected endstream$/,
  /: attempting to recover stream length$/,
  /: recovered stream length: \d+$/,
  /: (extraneous whitespace seen before xref|ignoring excessive whitespace)/,
  /: accepting invalid xref table entry$/,
  /^qpdf: operation succeeded with warnings/,
];

interface Repair {
  /** A file of our own naming, whatever is in it. */
  path: string;
  /** Where a repaired file is written. */
  to: string;
  /** An empty one, which the caller removes. */
  folder: string;
}

/**
 * @returns what it is; whether it has pages is not looked at
 * @throws as `runWhole`
 */
export async function repairPdf(file: Repair): Promise<PdfState> {
  const state = await repairByQpdf(file);
  return state === 'damaged' ? repairByTable(file) : state;
}

/** qpdf finds by itself what a table in plain text should have said. */
async function repairByQpdf({ path, to, folder }: Repair): Promise<PdfState> {
  const qpdf = (...args: string[]) => runWhole({ file: 'qpdf', args, folder, limits: PDF_LIMITS });
  // Written out again without touching the streams: every object must be found. A warning means that qpdf had to guess.
  // Each call of a program costs some 30 ms of processor time, so a sound file is shown to be sound by this one.
  const written = await qpdf('--decode-level=none', path, '/dev/null');
  if (written.code !== DONE || (await mayBeEncrypted(path))) {
    const lock = await qpdf('--requires-password', path);
    if (lock.code === PASSWORD_NEEDED) return 'password';
    if (lock.code === OPENS_ENCRYPTED) return 'locked';
  }
  if (written.code !== DONE && written.code !== DONE_WITH_WARNINGS) return 'damaged';
  if (await endsWithinAnUpdate(path)) return 'damaged';
  if (written.code === DONE) return 'whole';
  const said = written.stderr.split('\n').filter((line) => line !== '');
  if (said.some((line) => !HARMLESS.some((harmless) => harmless.test(line.trim())))) return 'damaged';
  if (await namesWhatIsMissing(path, folder)) return 'damaged';
  return rewritten({ path, to, folder });
}

/** After a guess qpdf takes what it does not find for nothing, and says so only in its list of objects. */
async function namesWhatIsMissing(path: string, folder: string): Promise<boolean> {
  const list = join(folder, 'objects.json');
  const args = ['--json-output', '--json-stream-data=none', path, list];
  await runWhole({ file: 'qpdf', args, folder, limits: PDF_LIMITS });
  // Not within a text of the file: there the quotation marks have a stroke in front of them.
  return fileHolds(list, Buffer.from('"value": null'));
}

/** @returns `repaired` where it shows the same as before */
async function rewritten({ path, to, folder }: Repair): Promise<PdfState> {
  await runWhole({
    file: 'qpdf',
    args: ['--decode-level=none', '--deterministic-id', path, to],
    folder,
    limits: PDF_LIMITS,
  });
  const compared = join(folder, 'compared');
  await mkdir(compared);
  return (await showTheSame(path, to, compared, PDF_LIMITS)) ? 'repaired' : 'damaged';
}

/** A larger file is not read as a whole. */
const MOST_READ = 200 * 1024 * 1024;

/**
 * Where the table is a stream that is not where it should be, qpdf finds nothing. A copy gets another one behind it, by which each byte
 * of the file is read as it stands: what the copy shows is what the file shows, and it is repaired as others are.
 */
async function repairByTable({ path, to, folder }: Repair): Promise<PdfState> {
  const isOne = (await fileHolds(path, Buffer.from('/XRef'))) && !(await endsWithinAnUpdate(path));
  if (!isOne || (await stat(path)).size > MOST_READ) return 'damaged';
  const copy = join(folder, 'copy.pdf');
  if (!(await copyWithTable(path, copy))) return 'damaged';
  const within = join(folder, 'copy');
  await mkdir(within);
  const state = await repairByQpdf({ path: copy, to, folder: within });
  if (state !== 'whole') return state;
  return (await namesWhatIsMissing(copy, within)) ? 'damaged' : rewritten({ path: copy, to, folder: within });
}

/** ISO 32000-1, 7.6.1: an encrypted file says so in its trailer, which is never compressed. Other places may have the word too. */
const mayBeEncrypted = (path: string): Promise<boolean> => fileHolds(path, Buffer.from('/Encrypt'));

/** How much of the end is looked at: an update that is cut off is seldom longer, and what is in front of it ends properly. */
const TAILS = [64 * 1024, 4 * 1024 * 1024];

/** A file that was changed and then cut opens as it was before the change; behind the last end mark there is the rest of the change. */
async function endsWithinAnUpdate(path: string): Promise<boolean> {
  for (const length of TAILS) {
    const tail = await lastBytes(path, length);
    const end = tail.lastIndexOf('%%EOF');
    if (end !== -1) return /\d+ \d+ obj\b/.test(tail.toString('latin1', end));
  }
  return false;
}
