/** Hearings that are open to all: a list, a page each, and a form to answer without an invitation. */
import type { Response } from 'express';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import type { App } from '#src/context.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { isRefusal, notFound } from '#src/errors.ts';
import { ACCEPTED_ENDINGS } from '#src/files/kinds.ts';
import { readReceiptTicket, receiptPath } from '#src/links/receipt-link.ts';
import type { HearingHistory } from '#src/queries/hearing.ts';
import { FORM_WITH_FILES } from '../../body.ts';
import { type Operation, operation } from '../../operation.ts';
import { BilagNumber, OfHearing, Opaque } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { sendFile } from '../files/send-file.ts';
import { answerScript, itemStyle } from '../item/item-assets.ts';
import { showFile } from '../viewer/show-file.ts';
import { type Answered, refusedAnswer, takeAnswer } from './answer-form.ts';
import {
  bilagFile,
  formView,
  hearingFacts,
  isClosedItem,
  previewView,
  problemView,
  receiptView,
  takesAnswers,
} from './answer-page.ts';
import { sealForm } from './party-access.ts';
import { answerLimits, publicHearings, publicStory } from './public-access.ts';
import { AnswerBody, type AnswersAs, sealFile, withAnswerForm } from './read-answer.ts';

const list = operation({
  method: 'get',
  path: '/hoering',
  access: 'public',
  async handler({ app, response }) {
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
  },
});

async function show(
  app: App,
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

const page = operation({
  method: 'get',
  path: '/hoering/:hearing',
  access: 'public',
  schema: { params: OfHearing },
  async handler({ app, response, params }) {
    await show(app, await publicStory(app, params.hearing), response, null);
  },
});

const answer = operation({
  method: 'post',
  path: '/hoering/:hearing/svar',
  access: 'public',
  takes: FORM_WITH_FILES,
  timed: true,
  schema: { params: OfHearing, body: AnswerBody },
  async handler(call) {
    const { app, request, params, response, receivedAt } = call;
    const history = await publicStory(app, params.hearing);
    const who = whoOf(history);
    const answered = await withAnswerForm(call, who, async (form): Promise<Answered> => {
      try {
        await answerLimits(app)(history.id, request.ip ?? 'unknown');
      } catch (error) {
        // Too many from one place: the text comes back, to be sent later.
        if (!isRefusal(error) || error.status !== 429) throw error;
        return refusedAnswer(error, form.fields);
      }
      return takeAnswer(app, request, form, who, receivedAt);
    });
    if (answered.kind !== 'sent') {
      return show(app, history, answered.kind === 'refused' ? refusedStatus(response, answered) : response, answered);
    }
    response.redirect(303, receiptPath(app.config.SERVER_KEY, history.id, answered.committed.seq));
  },
});

const bilag = operation({
  method: 'get',
  path: '/hoering/:hearing/bilag/:seq',
  access: 'public',
  schema: { params: OfHearing.extend({ seq: BilagNumber }) },
  async handler({ app, request, response, params }) {
    const history = await publicStory(app, params.hearing);
    await sendFile(app, request, response, { ...bilagFile(history, params.seq), isClosed: isClosedItem(history) });
  },
});

const viewBilag = operation({
  method: 'get',
  path: '/hoering/:hearing/bilag/:seq/vis',
  access: 'public',
  schema: { params: OfHearing.extend({ seq: BilagNumber }) },
  async handler({ app, response, params }) {
    const history = await publicStory(app, params.hearing);
    const here = `/hoering/${history.id}`;
    const file = bilagFile(history, params.seq);
    await showFile(response, file, `${here}/bilag/${params.seq}`, { href: here, text: 'Høringen' });
  },
});

const receiptPage = operation({
  method: 'get',
  path: '/hoering/:hearing/kvittering/:ticket',
  access: 'link',
  schema: { params: OfHearing.extend({ ticket: Opaque }) },
  async handler({ app, response, params }) {
    const history = await publicStory(app, params.hearing);
    const answer = readReceiptTicket(app.config.SERVER_KEY, history.id, params.ticket);
    const record = history.records.find(({ seq }) => seq === answer);
    const hash = record?.event.type === 'answer' ? record.event.answer : answer;
    const receipt = typeof hash === 'string' ? receiptView(history, hash) : null;
    if (receipt === null) throw notFound('page');
    response.set('Cache-Control', 'no-store');
    renderPage(response, 'hearing-receipt', {
      ...hearingFacts(history, { shows: true, files: `/hoering/${history.id}/bilag`, now: await app.clock.now() }),
      scripts: [await answerScript()],
      receipt,
      isConfirmed: false,
      draft: `${history.id}:alle`,
      again: `/hoering/${history.id}`,
    });
  },
});

export const publicHearingPages: readonly Operation[] = [list, page, answer, bilag, viewBilag, receiptPage];

const whoOf = ({ id }: HearingHistory): AnswersAs => ({ hearing: id, party: null, email: null });
