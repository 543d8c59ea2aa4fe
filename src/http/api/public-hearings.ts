/** Hearings that are open to all, without a session: the list, each with its text and files, and answers to them. */
import { type Request, type Response, Router } from 'express';
import type { HearingStory } from '#src/views/hearing.ts';
import { sendFile } from '../files/send-file.ts';
import { bilagFile } from '../hearing/answer-page.ts';
import { answerLimits, publicHearings, publicStory } from '../hearing/public-access.ts';
import type { AnswersAs } from '../hearing/read-answer.ts';
import { openRows } from '../item/item-text.ts';
import type { Web } from '../web.ts';
import { answerByProgram, bringAnswerFile, PublicAnswer } from './answering.ts';

const anyone = (hearing: string): AnswersAs => ({ hearing, party: null, email: null });

export function publicHearingApi({ app }: Web): Router {
  const router = Router();
  const countAnswer = answerLimits(app);

  router.get('/api/v1/public/hearings', async (_request, response) => {
    response.json({ hearings: await publicHearings(app) });
  });
  router.get('/api/v1/public/hearings/:id', async (request: Request, response) => {
    const { id, head, state, context, content } = await publicStory(app, String(request.params.id));
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
  router.get('/api/v1/public/hearings/:id/bilag/:seq', async (request: Request, response) => {
    const story: HearingStory = await publicStory(app, String(request.params.id));
    await sendFile(app, request, response, bilagFile(story, String(request.params.seq)));
  });
  router.post('/api/v1/public/hearings/:id/files', async (request: Request, response: Response) => {
    const { id } = await publicStory(app, String(request.params.id));
    await bringAnswerFile(app, request, response, anyone(id));
  });
  router.post('/api/v1/public/hearings/:id/answers', (request: Request, response: Response) =>
    answerByProgram(app, request, response, PublicAnswer, async () => {
      const { id } = await publicStory(app, String(request.params.id));
      await countAnswer(id, request.ip ?? 'unknown');
      return anyone(id);
    }),
  );
  return router;
}
