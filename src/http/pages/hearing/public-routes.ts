/** Hearings that are open to all: a list, a page each, and a form to answer without an invitation. */
import { type Request, type Response, Router } from 'express';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import { ACCEPTED_ENDINGS } from '#src/files/kinds.ts';
import { seal, unseal } from '#src/links/party-link.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { sendFile } from '../files/send-file.ts';
import { answerScript, itemStyle } from '../item/item-assets.ts';
import { type Answered, takeAnswer } from './answer-form.ts';
import {
  bilagFile,
  formView,
  hearingFacts,
  previewView,
  problemView,
  receiptView,
  takesAnswers,
} from './answer-page.ts';
import { sealForm } from './party-access.ts';
import { answerLimits, publicHearings, publicStory } from './public-access.ts';
import { type AnswersAs, sealFile, withAnswerForm } from './read-answer.ts';

const RECEIPT = 'hearing-public-receipt';

export function publicHearingRoutes({ app }: Web): Router {
  const router = Router();
  const countAnswer = answerLimits(app);
  const key = app.config.SERVER_KEY;

  router.get('/hoering', async (_request, response) => {
    const hearings = await publicHearings(app);
    renderPage(response, 'hearings-public', {
      title: 'Høringer',
      hearings: hearings.map(({ id, title, typeName, closesAt }) => ({
        href: `/hoering/${id}`,
        title,
        typeName,
        closes: closesAt === null ? '' : momentInWords(closesAt),
      })),
    });
  });

  async function show(
    history: HearingHistory,
    response: Response,
    answered: Exclude<Answered, { kind: 'sent' }> | null,
  ) {
    const now = await app.clock.now();
    const sealed = (file: FileRef) => sealFile(app, whoOf(history), file);
    const common = {
      ...hearingFacts(history, { shows: true, files: `/hoering/${history.id}/bilag`, now }),
      styles: [await itemStyle()],
      scripts: [await answerScript()],
      action: `/hoering/${history.id}/svar`,
      draft: `${history.id}:alle`,
    };
    if (answered?.kind === 'preview' && takesAnswers(history))
      return renderPage(response, 'hearing-preview', { ...common, ...previewView(answered.fields, sealed) });
    renderPage(response, 'hearing-answer', {
      ...common,
      back: '/hoering',
      declines: null,
      isOpenForm: true,
      // Whoever comes without an invitation reads first.
      materialFirst: answered === null,
      form: formView(answered?.fields ?? {}, sealForm(app, history.id, now), sealed),
      accepts: ACCEPTED_ENDINGS,
      isFresh: answered === null,
      problem: problemView(answered),
    });
  }

  router.get('/hoering/:hearing', async (request, response) => {
    await show(await publicStory(app, request.params.hearing), response, null);
  });
  router.post('/hoering/:hearing/svar', async (request: Request, response) => {
    const receivedAt = await app.clock.now();
    const history = await publicStory(app, String(request.params.hearing));
    const who = whoOf(history);
    const answered = await withAnswerForm(app, request, response, who, async (form): Promise<Answered> => {
      try {
        await countAnswer(history.id, request.ip ?? 'unknown');
      } catch (error) {
        // Too many from one place: the text comes back, to be sent later.
        if (!isRefusal(error) || error.status !== 429) throw error;
        return { kind: 'refused', code: error.code, status: error.status, fields: form.fields, file: null };
      }
      return takeAnswer(app, request, form, who, receivedAt);
    });
    if (answered.kind !== 'sent') {
      return show(history, response.status(answered.kind === 'refused' ? answered.status : 200), answered);
    }
    const ticket = seal(key, RECEIPT, `${history.id} ${answered.committed.seq}`);
    response.redirect(303, `/hoering/${history.id}/kvittering/${ticket}`);
  });
  router.get('/hoering/:hearing/bilag/:seq', async (request: Request, response) => {
    const history = await publicStory(app, String(request.params.hearing));
    await sendFile(app, request, response, bilagFile(history, String(request.params.seq)));
  });
  router.get('/hoering/:hearing/kvittering/:ticket', async (request, response) => {
    const history = await publicStory(app, request.params.hearing);
    const [hearing, seq] = unseal(key, RECEIPT, request.params.ticket)?.split(' ') ?? [];
    const record = hearing === history.id ? history.records.find((each) => each.seq === Number(seq)) : undefined;
    const receipt = record?.event.type === 'answer' ? receiptView(history, record.event.answer) : null;
    if (receipt === null) throw notFound('page');
    response.set('Cache-Control', 'no-store');
    renderPage(response, 'hearing-receipt', {
      ...hearingFacts(history, { shows: true, files: `/hoering/${history.id}/bilag`, now: await app.clock.now() }),
      scripts: [await answerScript()],
      receipt,
      draft: `${history.id}:alle`,
      again: `/hoering/${history.id}`,
    });
  });
  return router;
}

const whoOf = ({ id }: HearingHistory): AnswersAs => ({ hearing: id, party: null, email: null });
