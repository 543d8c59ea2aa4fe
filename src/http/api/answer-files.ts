/** Files of an answer to come, and those of what is heard: the same for an invited party and for anybody. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { App } from '#src/context.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import type { Access } from '../access.ts';
import { answer, file } from '../answer.ts';
import { FILE } from '../body.ts';
import { type Operation, operation } from '../operation.ts';
import { sendFile } from '../pages/files/send-file.ts';
import { bilagFile, isClosedItem } from '../pages/hearing/answer-page.ts';
import type { AnswersAs } from '../pages/hearing/read-answer.ts';
import { bringAnswerFile } from './answering.ts';
import { AnswerFile } from './answers-of-service.ts';

interface AnswerCall<Params> {
  app: App;
  request: Request;
  response: Response;
  params: Params;
}

interface AnswerFiles<Of extends z.ZodObject, OfBilag extends z.ZodObject> {
  of: Of;
  bilag: OfBilag;
  heard(asked: AnswerCall<z.infer<OfBilag>>): Promise<HearingHistory>;
  who(asked: AnswerCall<z.infer<Of>>): Promise<AnswersAs>;
}

/**
 * @param of the parameters of the address `base`, @param bilag with the number of an attachment besides
 * @param who finds out who brings a file, @param heard what is heard, for whoever may read it; both refuse whoever may not
 */
export const answerFileOperations = <Of extends z.ZodObject, OfBilag extends z.ZodObject & z.ZodType<{ seq: number }>>(
  base: `/api/v1/${string}`,
  access: Access,
  { of, bilag, heard, who }: AnswerFiles<Of, OfBilag>,
): readonly Operation[] => [
  operation({
    method: 'get',
    path: `${base}/bilag/:seq`,
    access,
    summary: 'An attachment of what is heard.',
    answers: file('The file.', 'application/octet-stream'),
    schema: { params: bilag },
    async handler(call) {
      const history = await heard(call);
      await sendFile(call.app, call.request, call.response, {
        ...bilagFile(history, call.params.seq),
        isClosed: isClosedItem(history),
      });
    },
  }),
  operation({
    method: 'post',
    path: `${base}/files`,
    access,
    summary: 'Brings a file for an answer.',
    takes: FILE,
    answers: answer('The file, and the ticket by which an answer names it.', AnswerFile, 201),
    schema: { params: of },
    handler: async (call) => bringAnswerFile(call.app, call.request, await who(call)),
  }),
];
