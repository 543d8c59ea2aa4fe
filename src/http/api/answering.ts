/** How a program answers a hearing, invited or not: files first, one by one, then the answer that names them. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { answerHearing } from '#src/commands/hearing/answer.ts';
import type { App } from '#src/context.ts';
import { badInput, Refusal } from '#src/errors.ts';
import { answersIn, type HearingHistory, loadHearing } from '#src/queries/hearing.ts';
import { sha256 } from '#src/store/record.ts';
import { draftBody, newRequestId, REQUEST_ID, read } from '../form.ts';
import { isMultipart, withMultipart } from '../pages/files/read-multipart.ts';
import { keepUploads } from '../pages/hearing/answer-form.ts';
import { formOpenedAt } from '../pages/hearing/party-access.ts';
import { type AnswersAs, maxFileBytes, sealFile, unsealFile } from '../pages/hearing/read-answer.ts';
import { refusalOf } from '../problems.ts';

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

/** Reads a body within a handler that notes the time before. */
const jsonIn = async (request: Request, response: Response): Promise<unknown> => {
  await new Promise<void>((resolve, reject) => {
    draftBody(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  if (!request.is('json')) throw refusalOf({ type: 'charset.unsupported' });
  return request.body;
};

/** One file of an answer to come. @throws Refusal as `withMultipart` and `keepFiles`, `file-missing` (400) */
export async function bringAnswerFile(app: App, request: Request, response: Response, who: AnswersAs): Promise<void> {
  if (!isMultipart(request)) throw badInput({ expected: 'multipart/form-data' });
  const limits = { maxFiles: 1, maxBytes: maxFileBytes(app, who) };
  const [file] = await withMultipart(request, limits, async ({ files, problem }) => {
    if (problem !== null) throw problem;
    return keepUploads(app, request, files, who);
  });
  if (file === undefined) throw new Refusal('file-missing', 400);
  response.status(201).json({ file, ticket: sealFile(app, who, file) });
}

/**
 * @param schema of what comes in
 * @param who finds out who answers, and refuses whoever may not; asked when the time of receipt has been noted
 */
export async function answerByProgram(
  app: App,
  request: Request,
  response: Response,
  schema: typeof PublicAnswer | typeof PartyAnswer,
  who: () => Promise<AnswersAs>,
): Promise<void> {
  // What counts is when it came, not how long it was.
  const receivedAt = (await app.clock.now()).toISOString();
  const given = read(schema, await jsonIn(request, response));
  const id = request.get('idempotency-key') ?? newRequestId();
  if (!REQUEST_ID.test(id)) throw badInput({ fields: [{ path: 'Idempotency-Key', rule: 'format' }] });
  const as = await who();
  const { form, files: tickets, ...words } = { form: '', ...given };
  const files = tickets.map((ticket) => {
    const file = unsealFile(app, as, ticket);
    if (file === null) throw badInput({ issues: [{ path: ['files'], message: 'no ticket of ours' }] });
    return file;
  });
  const { seq } = await answerHearing(
    app,
    {
      party: as.party,
      // A key belongs to the words that came with it: a stranger's key cannot be met with other words.
      cause: `answer api ${as.party ?? ''} ${id} ${sha256(JSON.stringify([words, files])).slice(0, 16)}`,
      receivedAt,
      formOpenedAt: form === '' ? null : formOpenedAt(app, as.party ?? as.hearing, form),
    },
    { email: as.email, ...words, hearing: as.hearing, files },
  );
  response.status(201).json(receiptOf(await loadHearing(app, as.hearing), seq));
}

function receiptOf({ id, records }: HearingHistory, seq: number) {
  const [event] = records.flatMap((record) => (record.seq === seq ? [record.event] : []));
  const received = answersIn(records.filter((record) => record.seq <= seq)).at(-1);
  if (event?.type !== 'answer' || received === undefined) throw new Error(`transition ${seq} of ${id} is no answer`);
  const { n: receipt, hash, late } = received;
  return { receipt, receivedAt: event.receivedAt, hash, late };
}
