/** Files of an answer to come, and those of what is heard: the same for an invited party and for anybody. */
import type { Request, Response } from 'express';
import type { App } from '#src/context.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import type { Access } from '../access.ts';
import { answer, file } from '../answer.ts';
import { FILE } from '../body.ts';
import { type Operation, operation } from '../operation.ts';
import { sendFile } from '../pages/files/send-file.ts';
import { bilagFile } from '../pages/hearing/answer-page.ts';
import type { AnswersAs } from '../pages/hearing/read-answer.ts';
import { bringAnswerFile } from './answering.ts';
import { AnswerFile } from './answers-of-service.ts';

interface AnswerCall {
  app: App;
  request: Request;
  response: Response;
}

/**
 * @param who finds out who brings a file, @param heard what is heard, for whoever may read it; both refuse whoever may not
 */
export const answerFileOperations = (
  base: `/api/v1/${string}`,
  access: Access,
  { heard, who }: { heard(asked: AnswerCall): Promise<HearingHistory>; who(asked: AnswerCall): Promise<AnswersAs> },
): readonly Operation[] => [
  operation({
    method: 'get',
    path: `${base}/bilag/:seq`,
    access,
    summary: 'An attachment of what is heard.',
    answers: file('The file.', 'application/octet-stream'),
    async handler({ app, request, response }) {
      const history = await heard({ app, request, response });
      await sendFile(app, request, response, bilagFile(history, String(request.params.seq)));
    },
  }),
  operation({
    method: 'post',
    path: `${base}/files`,
    access,
    summary: 'Brings a file for an answer.',
    takes: FILE,
    answers: answer('The file, and the ticket by which an answer names it.', AnswerFile, 201),
    handler: async ({ app, request, response }) => bringAnswerFile(app, request, await who({ app, request, response })),
  }),
];
