/** The form of an answer: read, carried out, and, where it cannot be taken, handed back with every word. */
import type { Request } from 'express';
import { z } from 'zod';
import type { App } from '#src/app/app.ts';
import { answerHearing } from '#src/commands/answer-hearing.ts';
import { MAX_ANSWER } from '#src/content/hearing.ts';
import { isRefusal, notAllowedNow } from '#src/errors.ts';
import { Email } from '#src/people/types.ts';
import type { Committed } from '#src/store/commit.ts';
import { sha256 } from '#src/store/record.ts';
import { fieldsOf, read } from '../form.ts';
import { formOpenedAt } from './party-access.ts';

export const AnswerFields = z.object({
  name: z.string().trim().max(200).default(''),
  organisation: z.string().trim().max(200).default(''),
  email: z.string().trim().max(254).default(''),
  text: z.string().max(MAX_ANSWER).default(''),
  noRemarks: z.literal('ja').optional(),
  opened: z.string().max(400).default(''),
  formId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,80}$/)
    .default('no-form-id'),
  /** People leave it empty; programs that fill in everything do not. */
  website: z.string().max(500).default(''),
});
export type AnswerFields = z.infer<typeof AnswerFields>;

export type Answered =
  | { ok: true; committed: Committed }
  /** The rule, and what was written, to be kept or corrected. */
  | { ok: false; code: string; status: number; fields: AnswerFields };

const EMPTY = AnswerFields.parse({});

/**
 * @param who the party, or null for the open form
 * @param receivedAt when the server received the request
 */
export async function takeAnswer(
  app: App,
  request: Request,
  { hearing, party, email }: { hearing: string; party: string | null; email: string | null },
  receivedAt: Date,
): Promise<Answered> {
  let fields = EMPTY;
  try {
    fields = read(AnswerFields, fieldsOf(request));
    if (fields.website !== '') throw notAllowedNow('may-answer');
    const address = email ?? (fields.email === '' ? null : read(Email, fields.email));
    const committed = await answerHearing(
      app,
      {
        party,
        // The same form with the same words is one answer, however often it is sent.
        cause: `answer ${fields.formId} ${sha256(JSON.stringify([fields.text, fields.name, fields.noRemarks])).slice(0, 16)}`,
        receivedAt: receivedAt.toISOString(),
        formOpenedAt: formOpenedAt(app, party ?? hearing, fields.opened),
      },
      {
        hearing,
        name: fields.name,
        organisation: fields.organisation,
        email: address,
        text: fields.text,
        noRemarks: fields.noRemarks === 'ja',
        files: [],
      },
    );
    return { ok: true, committed };
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    const { issues } = error.details;
    const empty = Array.isArray(issues) && issues.some(({ message }) => message === 'answer-empty');
    return { ok: false, code: empty ? 'answer-empty' : error.code, status: error.status, fields };
  }
}
