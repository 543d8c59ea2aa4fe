/** A file that came with an answer, for whoever may read the hearing. */
import { notFound } from '#src/errors.ts';
import { file as anyFile } from '../../answer.ts';
import { operation } from '../../operation.ts';
import { FileNumber, OfHearing } from '../../path-params.ts';
import { sendFile } from '../files/send-file.ts';
import { isClosedItem } from './answer-page.ts';
import { readableHearing } from './hearing-access.ts';

export const answerFile = operation({
  method: 'get',
  path: ['/hoeringer/:hearing/svar/:n/filer/:file', '/api/v1/hearings/:hearing/answers/:n/files/:file'],
  access: 'session',
  summary: 'A file of an answer.',
  answers: anyFile('The file.', 'application/octet-stream'),
  schema: { params: OfHearing.extend({ n: FileNumber, file: FileNumber }) },
  async handler({ app, request, response, params }) {
    const { history } = await readableHearing(app, request, params.hearing);
    const answer = history.answers.find(({ n }) => n === params.n);
    const file = answer?.document?.files[params.file - 1];
    if (file === undefined) throw notFound('file');
    await sendFile(app, request, response, { ...file, isClosed: isClosedItem(history) });
  },
});
