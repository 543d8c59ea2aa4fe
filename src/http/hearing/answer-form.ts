/** The form of an answer: read without losing a word, looked through, carried out, or handed back. */
import type { Request } from 'express';
import type { App } from '#src/app/app.ts';
import { AnswerHearingInput, answerHearing } from '#src/commands/answer-hearing.ts';
import { MAX_ANSWER } from '#src/content/hearing.ts';
import { isRefusal } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { sha256 } from '#src/store/record.ts';
import { fieldsOf } from '../form.ts';
import { formOpenedAt } from './party-access.ts';

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
}

export type Answered =
  | { kind: 'sent'; committed: Committed }
  /** Shown once more before it is sent. */
  | { kind: 'preview'; fields: AnswerFields }
  /** Back to the form, with what was written. */
  | { kind: 'edit'; fields: AnswerFields }
  | { kind: 'refused'; code: string; status: number; fields: AnswerFields };

const FORM_ID = /^[A-Za-z0-9_-]{8,80}$/;

export function answerFields(request: Request): AnswerFields {
  const given = fieldsOf(request);
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return {
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
  };
}

export interface AnswersAs {
  hearing: string;
  /** The party whose link it is, or null for the open form. */
  party: string | null;
  /** Where the party's receipt goes; null: to the address in the form, if there is one. */
  email: string | null;
}

/** @param receivedAt when the server received the request */
export async function takeAnswer(
  app: App,
  request: Request,
  { hearing, party, email }: AnswersAs,
  receivedAt: Date,
): Promise<Answered> {
  const fields = answerFields(request);
  const step = fieldsOf(request).step;
  if (step === 'edit') return { kind: 'edit', fields };
  const refused = (code: string, status = 400): Answered => ({ kind: 'refused', code, status, fields });
  if (fields.website !== '') return refused('answer-looks-automatic');
  const input = {
    hearing,
    name: fields.name,
    ...(fields.role.trim() === '' ? {} : { role: fields.role }),
    organisation: fields.organisation,
    email: email ?? (fields.email === '' ? null : fields.email),
    text: fields.text,
    noRemarks: fields.noRemarks,
    files: [],
  };
  const wrong = whatIsWrong(input);
  if (wrong !== null) return refused(wrong, wrong === 'answer-too-long' ? 413 : 400);
  if (step === 'preview') return { kind: 'preview', fields };
  // The same form with the same words is one answer, however often it is sent.
  const words = JSON.stringify([fields.text, fields.name, fields.email, fields.noRemarks]);
  const intention = fields.formId === '' ? '' : sha256(words).slice(0, 16);
  const asked = {
    party,
    cause: `answer ${party ?? 'open'} ${fields.formId || sha256(`${receivedAt.toISOString()} ${words}`)} ${intention}`,
    receivedAt: receivedAt.toISOString(),
    formOpenedAt: formOpenedAt(app, party ?? hearing, fields.opened),
  };
  try {
    return { kind: 'sent', committed: await answerHearing(app, asked, input) };
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    return refused(error.code, error.status);
  }
}

/** The rule that the form breaks, or null. */
function whatIsWrong(input: { name: string; text: string }): string | null {
  if (input.name.trim() === '') return 'answer-name-missing';
  if (input.text.length > MAX_ANSWER) return 'answer-too-long';
  const parsed = AnswerHearingInput.safeParse(input);
  if (parsed.success) return null;
  if (parsed.error.issues.some(({ message }) => message === 'answer-empty')) return 'answer-empty';
  return parsed.error.issues.some(({ path }) => path[0] === 'email') ? 'answer-email-wrong' : 'bad-input';
}
