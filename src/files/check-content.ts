/** What a file is, by its bytes. Everything that is wrong has a rule of its own. Runs in the process of `check-child.ts`, on strangers' files. */
import { open, readFile } from 'node:fs/promises';
import { Refusal } from '#src/errors.ts';
import { isWholeHeic, isWholeJpeg, isWholePng, isWholeTiff, isWholeWebp } from './check-image.ts';
import { checkOffice } from './check-office.ts';
import { checkPdf } from './check-pdf.ts';
import { isCalendar, isMail, isWholeCalendar, isWholeRtf, TAIL } from './check-text.ts';
import { fileHolds } from './file-holds.ts';
import { endingOf } from './file-name.ts';
import { type Kind, kindOfEnding } from './kinds.ts';
import { lastBytes } from './last-bytes.ts';
import { HEAD, sniff } from './sniff.ts';

export interface Content {
  kind: Kind;
  /** Of a PDF: whether it is sound as it stands, and needs no repair. */
  isSound: boolean;
}

/** File name endings of what can run or hides other files: named as such, whatever is inside. */
const MACRO_ENDINGS = ['docm', 'dotm', 'xlsm', 'xltm', 'xlam', 'pptm', 'potm', 'ppsm'];
const refuse = (code: string, status: number, details: Record<string, unknown> = {}) =>
  new Refusal(code, status, details);

/**
 * @param path the file on this computer's disk
 * @param name fit to be stored
 * @throws Refusal `file-encrypted`, `file-broken`, `file-too-heavy` (422); `file-type-not-allowed`, `file-type-mismatch`,
 *   `file-has-macros` (415); `file-check-unavailable` (503) as `checkPdf`
 */
export async function checkContent(path: string, name: string): Promise<Content> {
  const kind = await kindInside(path, name);
  return { kind, isSound: kind === 'pdf' && (await checkPdf(path)) };
}

async function kindInside(path: string, name: string): Promise<Kind> {
  const ending = endingOf(name);
  const claimed = ending === '' ? undefined : kindOfEnding(ending)?.kind;
  if (MACRO_ENDINGS.includes(ending)) throw refuse('file-has-macros', 415);
  if (ending !== '' && claimed === undefined) throw refuse('file-type-not-allowed', 415, { ending });
  const kind = await kindByContent(path, claimed);
  if (claimed !== undefined && kind !== claimed) throw refuse('file-type-mismatch', 415, { ending, found: kind });
  return kind;
}

async function kindByContent(path: string, claimed: Kind | undefined): Promise<Kind> {
  const head = await headOf(path);
  // Mails and calendar files hold pages of HTML among other things, so they are known by how they begin.
  if (claimed === 'eml' && isMail(head)) return 'eml';
  if (claimed === 'ics' && isCalendar(head)) return calendar(path);
  const found = sniff(head);
  // What claims to be something we take and is nothing that we know is wrong about itself.
  const unknown = () => refuse(claimed === undefined ? 'file-type-not-allowed' : 'file-type-mismatch', 415, { found });
  switch (found) {
    case 'pdf':
      return 'pdf';
    case 'zip':
      return zipKind(path, claimed);
    case 'ole':
      // Word and Excel put a file with a password into the old container.
      if (await fileHolds(path, Buffer.from('EncryptedPackage', 'utf16le'))) throw refuse('file-encrypted', 422);
      throw unknown();
    case 'rtf':
      if (!isWholeRtf(await lastBytes(path, TAIL))) throw refuse('file-broken', 422);
      return 'rtf';
    case 'png':
    case 'jpeg':
    case 'tiff':
    case 'heic':
    case 'webp':
      if (!(await isWhole(path, found))) throw refuse('file-broken', 422);
      return found;
    case 'text':
      // Words alone are no sign of what they are: a text is what its name says, and otherwise plain text.
      if (claimed !== undefined && claimed !== 'txt' && claimed !== 'csv') throw unknown();
      if (await fileHolds(path, Buffer.from([0, 0, 0]))) throw refuse('file-broken', 422);
      return claimed ?? 'txt';
    default:
      throw unknown();
  }
}

/** A zip that claims to be an office file and is none is refused as wrong; one without a claim is an archive. */
async function zipKind(path: string, claimed: Kind | undefined): Promise<Kind> {
  try {
    return await checkOffice(path);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file-type-not-allowed' && claimed !== undefined) {
      throw refuse('file-type-mismatch', 415, { found: 'zip' });
    }
    throw error;
  }
}

const WHOLE = { png: isWholePng, jpeg: isWholeJpeg, tiff: isWholeTiff, heic: isWholeHeic, webp: isWholeWebp };
const isWhole = async (path: string, kind: keyof typeof WHOLE): Promise<boolean> => WHOLE[kind](await readFile(path));

async function calendar(path: string): Promise<Kind> {
  if (!isWholeCalendar(await lastBytes(path, TAIL))) throw refuse('file-broken', 422);
  return 'ics';
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
