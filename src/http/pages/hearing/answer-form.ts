/** What becomes of an answer's form: looked through, carried out, or handed back. */
import type { Request } from 'express';
import { answerHearing } from '#src/commands/hearing/answer.ts';
import type { App } from '#src/context.ts';
import { MAX_ANSWER } from '#src/documents/hearing.ts';
import { isRefusal, Refusal } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { sha256 } from '#src/store/record.ts';
import { countUpload, keepFiles } from '../files/receive-files.ts';
import { formOpenedAt } from './party-access.ts';
import {
  type AnswerFields,
  type AnswerForm,
  type AnswersAs,
  fileOwner,
  MAX_FILES,
  maxFileBytes,
} from './read-answer.ts';
import { countReceipt } from './receipt-limit.ts';

export type Answered =
  | { kind: 'sent'; committed: Committed }
  /** Shown once more before it is sent. */
  | { kind: 'preview'; fields: AnswerFields }
  /** Back to the form, with what was written. */
  | { kind: 'edit'; fields: AnswerFields }
  /** `file`: the name of the one that could not be taken. */
  | (Pick<Refusal, 'code' | 'status' | 'details'> & { kind: 'refused'; fields: AnswerFields; file: string | null });

/** Back to the form with what was written and why it was not taken. */
export function refusedAnswer({ code, status, details }: Refusal, fields: AnswerFields): Answered {
  const file = typeof details.name === 'string' ? details.name : null;
  return { kind: 'refused', code, status, details, fields, file };
}

/** @param receivedAt when the server received the request */
export async function takeAnswer(
  app: App,
  request: Request,
  { step, fields: given, uploads, problem }: AnswerForm,
  who: AnswersAs,
  receivedAt: Date,
): Promise<Answered> {
  let fields = given;
  const refused = (refusal: Refusal): Answered => refusedAnswer(refusal, fields);
  if (fields.website !== '') return refused(new Refusal('answer-looks-automatic', 400));
  if (problem !== null) return refused(problem);
  if (uploads.length > 0) {
    try {
      fields = { ...fields, files: [...fields.files, ...(await keepUploads(app, request, uploads, who))] };
    } catch (error) {
      if (isRefusal(error)) return refused(error);
      throw error;
    }
  }
  try {
    if (step === 'edit') return { kind: 'edit', fields };
    const input = inputOf(fields, who);
    const broken = whatIsWrong(input);
    if (broken !== null) return refused(new Refusal(broken.code, broken.status));
    if (step === 'preview') return { kind: 'preview', fields };
    const asked = {
      party: who.party,
      cause: causeOf(fields, who, receivedAt),
      receivedAt: receivedAt.toISOString(),
      formOpenedAt: formOpenedAt(app, who.party ?? who.hearing, fields.opened),
    };
    await countReceipt(app, who, input.email);
    return { kind: 'sent', committed: await answerHearing.run(app, asked, input) };
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    return refused(error);
  }
}

/** Counted for each party, and for each place that strangers come from: one of them cannot use up the others' share. */
export async function keepUploads(app: App, request: Request, uploads: AnswerForm['uploads'], who: AnswersAs) {
  await countUpload(app, request, `${fileOwner(who)} ${who.party === null ? request.ip : ''}`);
  const place = { purpose: 'answer', from: who.party ?? request.ip ?? 'unknown' };
  return keepFiles(app, uploads, { owner: fileOwner(who), by: who.party ?? 'everyone', place }, maxFileBytes(app, who));
}

const inputOf = (fields: AnswerFields, { hearing, email }: AnswersAs) => ({
  hearing,
  name: fields.name,
  ...(fields.role.trim() === '' ? {} : { role: fields.role }),
  organisation: fields.organisation,
  email: email ?? (fields.email === '' ? null : fields.email),
  text: fields.text,
  noRemarks: fields.noRemarks,
  files: fields.files,
});

/** The same form with the same content is one answer, however often it is sent. */
function causeOf({ formId, ...fields }: AnswerFields, { party }: AnswersAs, receivedAt: Date): string {
  const { text, name, email, noRemarks, files } = fields;
  const content = sha256(JSON.stringify([text, name, email, noRemarks, files.map(({ hash }) => hash)])).slice(0, 16);
  return `answer ${party ?? 'open'} ${formId || receivedAt.toISOString()} ${content}`;
}

/** The rule that the form breaks, or null. */
function whatIsWrong(input: ReturnType<typeof inputOf>): { code: string; status: number } | null {
  if (input.name.trim() === '') return { code: 'answer-name-missing', status: 400 };
  if (input.text.length > MAX_ANSWER) return { code: 'answer-too-long', status: 413 };
  if (input.files.length > MAX_FILES) return { code: 'too-many-files', status: 413 };
  const parsed = answerHearing.input.safeParse(input);
  if (parsed.success) return null;
  const { issues } = parsed.error;
  if (issues.some(({ message }) => message === 'answer-empty')) return { code: 'answer-empty', status: 400 };
  return { code: issues.some(({ path }) => path[0] === 'email') ? 'answer-email-wrong' : 'bad-input', status: 400 };
}
