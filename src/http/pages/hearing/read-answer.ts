/** Reads the form of an answer, with files or without, so that a bad file or a text that is too long costs nobody a word. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { App } from '#src/context.ts';
import { FileRef } from '#src/documents/file-ref.ts';
import type { Refusal } from '#src/errors.ts';
import { seal, unseal } from '#src/links/party-link.ts';
import { LONG_FORM, parseBody } from '../../body.ts';
import { fieldsOf } from '../../form.ts';
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

/** @param use gets the form; its uploads are gone when it has returned */
export async function withAnswerForm<Result>(
  app: App,
  request: Request,
  response: Response,
  who: AnswersAs,
  use: (form: AnswerForm) => Promise<Result>,
): Promise<Result> {
  if (!isMultipart(request)) {
    await parseBody(LONG_FORM, request, response);
    return use(formOf(app, who, fieldsOf(request), [], null));
  }
  const limits = { maxFiles: MAX_FILES, maxBytes: maxFileBytes(app, who) };
  return withMultipart(request, limits, ({ fields, files, problem }) => use(formOf(app, who, fields, files, problem)));
}

/** The sealed names of the files of before; whatever else comes there is no file. */
const Kept = rows(z.string()).catch([]);
const FORM_ID = /^[A-Za-z0-9_-]{8,80}$/;

function formOf(
  app: App,
  who: AnswersAs,
  given: Record<string, unknown>,
  uploads: readonly ReceivedFile[],
  problem: Refusal | null,
): AnswerForm {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const step = text('step');
  return {
    step: step === 'preview' || step === 'edit' ? step : 'send',
    uploads,
    problem,
    fields: {
      name: text('name'),
      role: text('role'),
      organisation: text('organisation'),
      email: text('email').trim(),
      // Browsers send the two signs of a typewriter for a new line.
      text: text('text').replace(/\r\n?/g, '\n'),
      noRemarks: text('noRemarks') === 'ja',
      opened: text('opened').slice(0, 400),
      formId: FORM_ID.test(text('formId')) ? text('formId') : '',
      website: text('website'),
      files: Kept.parse(given.kept).flatMap((sealed) => unsealFile(app, who, sealed) ?? []),
    },
  };
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
