/** Hearings that are open to all, without a session: the list, each with its text and files, and answers to them. */
import { z } from 'zod';
import { openText } from '#src/documents/open-text.ts';
import { answer } from '../answer.ts';
import { LONG_JSON } from '../body.ts';
import { type Operation, operation } from '../operation.ts';
import { heardBy } from '../pages/hearing/answer-page.ts';
import { answerLimits, publicHearings, publicStory } from '../pages/hearing/public-access.ts';
import type { AnswersAs } from '../pages/hearing/read-answer.ts';
import { ipOf } from '../pages/sign-in/session-steps.ts';
import { BilagNumber, HearingId } from '../path-params.ts';
import { answerFileOperations } from './answer-files.ts';
import { answerByProgram, PublicAnswer } from './answering.ts';
import { PublicHearing, PublicHearings, Receipt } from './answers-of-service.ts';

const BASE = '/api/v1/public/hearings';
const OfPublicHearing = z.object({ id: HearingId });
const anyone = (hearing: string): AnswersAs => ({ hearing, party: null, email: null });

const list = operation({
  method: 'get',
  path: BASE,
  access: 'public',
  summary: 'Hearings that are open to everybody.',
  answers: answer('The hearings.', z.strictObject({ hearings: z.array(PublicHearings) })),
  handler: async ({ app }) => ({ hearings: await publicHearings(app) }),
});

const show = operation({
  method: 'get',
  path: `${BASE}/:id`,
  access: 'public',
  summary: 'A hearing that is open to everybody, with its text.',
  schema: { params: OfPublicHearing },
  answers: answer('The hearing.', PublicHearing),
  async handler({ app, params, response }) {
    const history = await publicStory(app, params.id);
    const { id, head, content } = history;
    response.set('ETag', `"${head.seq}"`);
    return { id, ...heardBy(history, content && openText(content)) };
  },
});

const files = answerFileOperations(`${BASE}/:id`, 'public', {
  of: OfPublicHearing,
  bilag: OfPublicHearing.extend({ seq: BilagNumber }),
  heard: ({ app, params }) => publicStory(app, params.id),
  who: async ({ app, params }) => anyone((await publicStory(app, params.id)).id),
});

const send = operation({
  method: 'post',
  path: `${BASE}/:id/answers`,
  access: 'public',
  summary: 'Answers a hearing that is open to everybody.',
  keyed: true,
  timed: true,
  takes: LONG_JSON,
  schema: { params: OfPublicHearing, body: PublicAnswer },
  answers: answer('The receipt: number, time, and whether it came late.', Receipt, 201),
  async handler(call) {
    const { id } = await publicStory(call.app, call.params.id);
    await answerLimits(call.app)(id, ipOf(call.request));
    return answerByProgram(call, anyone(id), call.body);
  },
});

export const publicHearingOperations: readonly Operation[] = [list, show, ...files, send];
