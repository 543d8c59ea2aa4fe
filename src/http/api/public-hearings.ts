/** The API's only part that needs no session: hearings that are open to all, and answers to them. */
import { Router } from 'express';
import { z } from 'zod';
import type { HearingContext } from '#machines/hearing/context.ts';
import { answerHearing } from '#src/commands/answer-hearing.ts';
import { badInput } from '#src/errors.ts';
import { sha256 } from '#src/store/record.ts';
import { draftBody, newRequestId, read } from '../form.ts';
import { answerLimits, publicHearings, publicStory } from '../hearing/public-access.ts';
import { openRows } from '../item/item-text.ts';
import { refusalOf } from '../problems.ts';
import type { Web } from '../web.ts';

/** What a program sends; the command checks every field. */
export const PublicAnswer = z.strictObject({
  name: z.string(),
  role: z.string().optional(),
  organisation: z.string().default(''),
  email: z.string().nullable().default(null),
  text: z.string().default(''),
  noRemarks: z.boolean().default(false),
});
const KEY = /^[A-Za-z0-9_-]{8,120}$/;

export function publicHearingApi({ app }: Web): Router {
  const router = Router();
  const countAnswer = answerLimits(app);

  router.get('/api/v1/public/hearings', async (_request, response) => {
    response.json({ hearings: await publicHearings(app) });
  });
  router.get('/api/v1/public/hearings/:id', async (request, response) => {
    const { id, head, state, context, content } = await publicStory(app, request.params.id);
    const { hearingType, window, formerClosings, answersPublic } = context;
    response.set('ETag', `"${head.seq}"`).json({
      id,
      state: state.value,
      hearingType,
      window,
      formerClosings,
      answersPublic,
      content: content && { ...content, bilag: openRows(content.bilag) },
    });
  });
  router.post('/api/v1/public/hearings/:id/answers', async (request, response) => {
    const receivedAt = await app.clock.now();
    await new Promise<void>((resolve, reject) => {
      draftBody(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
    if (!request.is('json')) throw refusalOf({ type: 'charset.unsupported' });
    const given = read(PublicAnswer, request.body);
    const id = request.get('idempotency-key') ?? newRequestId();
    if (!KEY.test(id)) throw badInput({ fields: [{ path: 'Idempotency-Key', rule: 'format' }] });
    const story = await publicStory(app, request.params.id);
    await countAnswer(story.id, request.ip ?? 'unknown');
    const { seq } = await answerHearing(
      app,
      {
        party: null,
        // A key belongs to the words that came with it: a stranger's key cannot be met with other words.
        cause: `answer api ${id} ${sha256(JSON.stringify(given)).slice(0, 16)}`,
        receivedAt: receivedAt.toISOString(),
        formOpenedAt: null,
      },
      { hearing: story.id, ...given, files: [] },
    );
    const { records } = await publicStory(app, story.id);
    const at = records.findIndex((record) => record.seq === seq);
    const { event, state } = records[at] ?? {};
    if (event?.type !== 'answer') throw new Error(`transition ${seq} of ${story.id} is no answer`);
    const after = state?.context as HearingContext;
    const before = records[at - 1]?.state.context as HearingContext | undefined;
    response.status(201).json({
      receipt: after.answers,
      receivedAt: event.receivedAt,
      hash: event.answer,
      late: after.lateAnswers > (before?.lateAnswers ?? 0),
    });
  });
  return router;
}
