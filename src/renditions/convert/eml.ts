/** A mail as a page of what it says, with the files that came with it behind it. Nothing that it refers to is fetched. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { htmlToText } from 'html-to-text';
import { DateTime } from 'luxon';
import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import { Refusal } from '#src/errors.ts';
import { checkFile } from '#src/files/check-file.ts';
import { cleanFileName } from '#src/files/file-name.ts';
import type { ToolLimits } from '#src/tools/run-tool.ts';
import { runWhole } from '#src/tools/run-whole.ts';
import { word } from '#src/words/words.ts';
import { addNotes, type Note, RenditionFailed } from '../note.ts';
import type { Converted, ToConvert } from './converted.ts';
import { type Block, printBlocks } from './flat-text.ts';

const LIMITS: ToolLimits = { memoryMb: 1_500, cpuSeconds: 60, wallMs: 120_000, outputMb: 1_000 };
/** A mail in a mail in a mail is a forwarded thread; more is a trap. */
const DEEPEST = 3;
/** More are named, and not printed. */
const MOST_FILES = 100;
/** A picture of fewer bytes that stands in the text is the logo of a signature. */
const LOGO = 20_000;
/** Characters, and elements within each other: a thread of a hundred answers has several hundred of these. */
const LONGEST_PAGE = 5_000_000;
const DEEPEST_PAGE = 1_000;
/** Stands where the page goes on deeper; of no meaning of its own (Unicode, private use). */
const CUT_HERE = '\ue000';
const MOST_BYTES = 500 * 1024 * 1024;

type Convert = (file: ToConvert) => Promise<Converted>;
/** A file that came with the mail: printed, or not. */
interface Printed {
  name: string;
  converted: Converted | null;
}

/**
 * @param convert for the files that came with it
 * @throws RenditionFailed `mail-broken`, and as `printBlocks`
 */
export async function convertEml(file: ToConvert, convert: Convert): Promise<Converted> {
  const { path, folder, depth = 0 } = file;
  const mail = await simpleParser(await readFile(path), { skipImageLinks: true, skipHtmlToText: true }).catch(
    (error: unknown) => {
      throw new RenditionFailed('mail-broken', {}, error);
    },
  );
  const files = mail.attachments.filter((each) => !isLogo(each));
  const printed: Printed[] = [];
  for (const [at, attachment] of files.slice(0, MOST_FILES).entries()) {
    const into = join(folder, `vedhaeftet-${at}`);
    await mkdir(into);
    printed.push(await printAttachment(attachment, into, depth, convert));
  }
  const beyond = files.slice(MOST_FILES).map((attachment) => ({ name: nameOf(attachment), converted: null }));
  const { words, isCut } = wordsOf(mail);
  const text = await printBlocks(blocksOf(mail, words, [...printed, ...beyond]), folder);
  const parts = printed.flatMap(({ converted }) => converted ?? []);
  const notes = [
    ...noteOf('mail-text-cut', isCut ? 1 : 0),
    ...noteOf('mail-logos', mail.attachments.length - files.length),
    ...noteOf('attachments-lost', printed.length - parts.length),
    ...noteOf('attachments-beyond', beyond.length, { most: MOST_FILES }),
  ];
  return {
    pdf: await joined([text.pdf, ...parts.map(({ pdf }) => pdf)], folder),
    notes: addNotes([...notes, ...parts.flatMap((part) => part.notes)]),
  };
}

/** @returns nothing of what did not occur */
const noteOf = (rule: string, count: number, more: Note['details'] = {}): Note[] =>
  count === 0 ? [] : [{ rule, details: { ...more, count } }];

const isLogo = ({ related, size, contentType }: Attachment): boolean =>
  related === true && size < LOGO && contentType.startsWith('image/');

const nameOf = ({ filename, contentType }: Attachment): string =>
  cleanFileName(filename ?? (contentType === 'message/rfc822' ? 'besked.eml' : 'fil'));

async function printAttachment(
  attachment: Attachment,
  folder: string,
  depth: number,
  convert: Convert,
): Promise<Printed> {
  const name = nameOf(attachment);
  if (depth >= DEEPEST) return { name, converted: null };
  const path = join(folder, 'fil');
  await writeFile(path, attachment.content);
  try {
    // Each mail has its own line: it checks one file after the other.
    const place = { purpose: 'mail', from: folder };
    const { kind } = await checkFile({ path, name, maxBytes: MOST_BYTES, place }, async () => {});
    return { name, converted: await convert({ path, kind, folder, depth: depth + 1 }) };
  } catch (error) {
    const isFilesFault = error instanceof RenditionFailed || (error instanceof Refusal && error.status < 500);
    if (!isFilesFault) throw error;
    return { name, converted: null };
  }
}

/** How its page says that something is not to be seen: introductions for lists of mails, and copies for one program. */
const HIDDEN = ['[hidden]', '[style*="display:none"]', '[style*="display: none"]', '[style*="mso-hide:all"]'];

/**
 * What its recipient saw: the words of its page, or its text where it has none. Pictures and addresses of links that nobody reads are
 * left out.
 */
function wordsOf({ text = '', html }: ParsedMail): { words: string; isCut: boolean } {
  const page = html || '';
  const seen = htmlToText(page, {
    wordwrap: false,
    selectors: [
      ...HIDDEN.map((selector) => ({ selector, format: 'skip' })),
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: true } },
      { selector: 'table', format: 'dataTable' },
    ],
    limits: { maxInputLength: LONGEST_PAGE, maxDepth: DEEPEST_PAGE, ellipsis: CUT_HERE },
  });
  const said = seen.trim() === '' ? text : seen;
  return {
    words: said.replace(/\r\n?/g, '\n').replaceAll(CUT_HERE, '…').trimEnd(),
    isCut: page.length > LONGEST_PAGE || seen.includes(CUT_HERE),
  };
}

const addresses = (field: AddressObject | AddressObject[] | undefined): string =>
  [field ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');

function blocksOf(mail: ParsedMail, words: string, files: readonly Printed[]): Block[] {
  const at =
    mail.date === undefined ? '' : DateTime.fromJSDate(mail.date, { zone: 'Europe/Copenhagen' }).setLocale('da');
  const named = files.map(({ name, converted }) =>
    converted === null ? `${name} (${word('renditionPrint', 'lost')})` : name,
  );
  const facts: [string, string][] = [
    ['from', addresses(mail.from)],
    ['to', addresses(mail.to)],
    ['cc', addresses(mail.cc)],
    ['sent', at === '' ? '' : at.toFormat("d. MMMM yyyy 'kl.' HH.mm")],
    ['attached', named.join('\n')],
  ];
  const rows = facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => [word('renditionPrint', label), value] as const);
  return [
    { kind: 'heading', text: mail.subject ?? word('renditionPrint', 'noSubject') },
    { kind: 'facts', rows },
    { kind: 'lines', text: words },
  ];
}

/** Tags of several files cannot be put together by qpdf, and half of them would mislead a screen reader: only one file keeps them. */
async function joined(pdfs: readonly string[], folder: string): Promise<string> {
  const [first] = pdfs;
  if (pdfs.length === 1 && first !== undefined) return first;
  const to = join(folder, 'samlet.pdf');
  const args = ['--empty', '--deterministic-id', '--pages', ...pdfs, '--', to];
  const { code, stderr } = await runWhole({ file: 'qpdf', args, folder, limits: LIMITS });
  if (code !== 0 && code !== 3) throw new Error(`qpdf could not join the parts of a mail: ${stderr}`);
  return to;
}
