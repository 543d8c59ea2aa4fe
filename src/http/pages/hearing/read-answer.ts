/** Reads the form of an answer, with files or without, so that a bad file or a text that is too long costs nobody a word. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { App } from '#src/context.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import type { Refusal } from '#src/errors.ts';
import { seal, unseal } from '#src/links/party-link.ts';
import { type Fields, receiveForm } from '../../body.ts';
import { rows } from '../../rows.ts';
import { isMultipart, type ReceivedFile, withMultipart } from '../files/read-multipart.ts';
import { maxBytesOf } from '../files/receive-files.ts';

/** As they were typed: whatever is wrong with them, they can be shown again. */
export interface AnswerFields {
  name: string;
  role: string;
  organisation: string;
  email: string;
  text: string;
  noRemarks: boolean;
  /** The sealed time at which the form was shown. */
  opened: string;
  formId: string;
  /** People leave it empty; programs that fill in everything do not. */
  website: string;
  /** The files that were received with this form before. */
  files: FileRef[];
}

export interface AnswerForm {
  step: 'send' | 'preview' | 'edit';
  fields: AnswerFields;
  /** What this request brings; it lies on disk until the form has been dealt with. */
  uploads: readonly ReceivedFile[];
  /** What is wrong with the uploads as such: too large, too many. */
  problem: Refusal | null;
}

export interface AnswersAs {
  hearing: string;
  /** The party whose link it is, or null for the open form. */
  party: string | null;
  /** Where the party's receipt goes; null: to the address in the form, if there is one. */
  email: string | null;
}

/** Of one answer. */
export const MAX_FILES = 10;
/** A stranger's file may be large enough for a plan or a report, and no larger. */
const STRANGERS_MB = 20;

export const maxFileBytes = (app: App, { party }: Pick<AnswersAs, 'party'>): number =>
  party === null ? Math.min(maxBytesOf(app), STRANGERS_MB * 1024 * 1024) : maxBytesOf(app);

interface AnswerCall {
  app: App;
  request: Request;
  response: Response;
  checkBody(fields: Fields): AnswerBody;
}

/** @param use gets the form; its uploads are gone when it has returned */
export async function withAnswerForm<Result>(
  { app, request, response, checkBody }: AnswerCall,
  who: AnswersAs,
  use: (form: AnswerForm) => Promise<Result>,
): Promise<Result> {
  if (!isMultipart(request)) {
    const sent = await receiveForm(request, response);
    return use(formOf(app, who, checkBody(sent), [], null));
  }
  const limits = { maxFiles: MAX_FILES, maxBytes: maxFileBytes(app, who) };
  return withMultipart(request, limits, ({ fields, files, problem }) =>
    use(formOf(app, who, checkBody(fields), files, problem)),
  );
}

/** Every form fits: a field that is no text counts as empty, so that the others can be shown again. */
const text = z.string().catch('');
export const AnswerBody = z.object({
  step: z.enum(['send', 'preview', 'edit']).catch('send'),
  name: text,
  role: text,
  organisation: text,
  email: text.transform((email) => email.trim()),
  // Browsers send the two signs of a typewriter for a new line.
  text: text.transform((written) => written.replace(/\r\n?/g, '\n')),
  noRemarks: text.transform((ticked) => ticked === 'ja'),
  opened: text.transform((sealed) => sealed.slice(0, 400)),
  formId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,80}$/)
    .catch(''),
  website: text,
  /** The sealed names of the files of before; whatever else comes there is no file. */
  kept: rows(z.string()).catch([]),
});
type AnswerBody = z.infer<typeof AnswerBody>;

function formOf(
  app: App,
  who: AnswersAs,
  { step, kept, ...written }: AnswerBody,
  uploads: readonly ReceivedFile[],
  problem: Refusal | null,
): AnswerForm {
  const files = kept.flatMap((sealed) => unsealFile(app, who, sealed) ?? []);
  return { step, uploads, problem, fields: { ...written, files } };
}

const FILE = 'hearing-answer-file';
/** Whom a received file belongs to: nobody puts another's file into an answer by its hash. */
export const fileOwner = ({ hearing, party }: AnswersAs): string => `${hearing}.${party ?? 'everyone'}`;

/** A received file as the form carries it from page to page. */
export const sealFile = (app: App, who: AnswersAs, file: FileRef): string =>
  seal(app.config.SERVER_KEY, FILE, JSON.stringify({ owner: fileOwner(who), file }));

const Sealed = z.strictObject({ owner: z.string(), file: FileRef });

/** The file of a ticket, or null where it is none of ours or was given to somebody else. */
export function unsealFile(app: App, who: AnswersAs, sealed: string): FileRef | null {
  const text = unseal(app.config.SERVER_KEY, FILE, sealed);
  if (text === undefined) return null;
  const { owner, file } = Sealed.parse(JSON.parse(text));
  return owner === fileOwner(who) ? file : null;
}
