/** Hearings that are open to all, without a session: the list, each with its text and files, and answers to them. */
import { type Request, type Response, Router } from 'express';
import { openText } from '#src/documents/open-text.ts';
import { sendFile } from '../pages/files/send-file.ts';
import { bilagFile, heardBy } from '../pages/hearing/answer-page.ts';
import { answerLimits, publicHearings, publicStory } from '../pages/hearing/public-access.ts';
import type { AnswersAs } from '../pages/hearing/read-answer.ts';
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
    const history = await publicStory(app, String(request.params.id));
    const { id, head, content } = history;
    response.set('ETag', `"${head.seq}"`).json({ id, ...heardBy(history, content && openText(content)) });
  });
  router.get('/api/v1/public/hearings/:id/bilag/:seq', async (request: Request, response) => {
    const history = await publicStory(app, String(request.params.id));
    await sendFile(app, request, response, bilagFile(history, String(request.params.seq)));
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
