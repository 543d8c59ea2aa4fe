/** How a program answers a hearing, invited or not: files first, one by one, then the answer that names them. */
import type { Request } from 'express';
import { z } from 'zod';
import { answerHearing } from '#src/commands/hearing/answer.ts';
import type { App } from '#src/context.ts';
import { badInput, Refusal } from '#src/errors.ts';
import { answersIn, type HearingHistory, loadHearing } from '#src/queries/hearing.ts';
import { sha256 } from '#src/store/record.ts';
import { newRequestId, REQUEST_ID } from '../form.ts';
import { assertMultipart, withMultipart } from '../pages/files/read-multipart.ts';
import { keepUploads } from '../pages/hearing/answer-form.ts';
import { formOpenedAt } from '../pages/hearing/party-access.ts';
import { type AnswersAs, maxFileBytes, sealFile, unsealFile } from '../pages/hearing/read-answer.ts';
import { countReceipt } from '../pages/hearing/receipt-limit.ts';

/** What a program sends; the command checks every field. */
export const PublicAnswer = z.strictObject({
  name: z.string(),
  role: z.string().optional(),
  organisation: z.string().default(''),
  email: z.string().nullable().default(null),
  text: z.string().default(''),
  noRemarks: z.boolean().default(false),
  /** Tickets of files that were brought before. */
  files: z.array(z.string().max(4_000)).max(10).default([]),
});
/** An invited party's receipt goes to its own address. `form`: the ticket that proves when the form was shown. */
export const PartyAnswer = PublicAnswer.omit({ email: true }).extend({ form: z.string().max(400).default('') });

/** One file of an answer to come. @throws Refusal as `withMultipart` and `keepFiles`, `file-missing` (400) */
export async function bringAnswerFile(app: App, request: Request, who: AnswersAs) {
  assertMultipart(request);
  const limits = { maxFiles: 1, maxBytes: maxFileBytes(app, who) };
  const [file] = await withMultipart(request, limits, async ({ files, problem }) => {
    if (problem !== null) throw problem;
    return keepUploads(app, request, files, who);
  });
  if (file === undefined) throw new Refusal('file-missing', 400);
  return { file, ticket: sealFile(app, who, file) };
}

/**
 * @param as who answers; the caller has refused whoever may not
 * @param given what came in, checked
 * @param receivedAt when it came
 * @returns the receipt. @throws Refusal as `answerHearing`; `bad-input` for a file that was not brought by the same party
 */
export async function answerByProgram(
  { app, request, receivedAt }: { app: App; request: Request; receivedAt: Date },
  as: AnswersAs,
  given: z.infer<typeof PublicAnswer> | z.infer<typeof PartyAnswer>,
) {
  const id = request.get('idempotency-key') ?? newRequestId();
  if (!REQUEST_ID.test(id)) throw badInput([{ path: ['Idempotency-Key'], message: 'not the form of a key' }]);
  const { form, files: tickets, ...words } = { form: '', ...given };
  const files = tickets.map((ticket) => {
    const file = unsealFile(app, as, ticket);
    if (file === null) throw badInput([{ path: ['files'], message: 'no ticket of ours' }]);
    return file;
  });
  await countReceipt(app, as, as.email ?? ('email' in words ? words.email : null));
  const { seq } = await answerHearing.run(
    app,
    {
      party: as.party,
      // A key belongs to the words that came with it: a stranger's key cannot be met with other words.
      cause: `answer api ${as.party ?? ''} ${id} ${sha256(JSON.stringify([words, files])).slice(0, 16)}`,
      receivedAt: receivedAt.toISOString(),
      formOpenedAt: form === '' ? null : formOpenedAt(app, as.party ?? as.hearing, form),
    },
    { email: as.email, ...words, hearing: as.hearing, files },
  );
  return receiptOf(await loadHearing(app, as.hearing), seq);
}

function receiptOf({ id, records }: HearingHistory, seq: number) {
  const [event] = records.flatMap((record) => (record.seq === seq ? [record.event] : []));
  const received = answersIn(records.filter((record) => record.seq <= seq)).at(-1);
  if (event?.type !== 'answer' || received === undefined) throw new Error(`transition ${seq} of ${id} is no answer`);
  const { n: receipt, hash, late } = received;
  return { receipt, receivedAt: event.receivedAt, hash, late };
}
