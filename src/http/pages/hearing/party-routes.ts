/** A party's own pages, behind the link in its mail. GET shows; a person presses, and POST acts. */
import { type Request, type Response, Router } from 'express';
import { codeLimits } from '#src/auth/limits.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { afterReply } from '#src/auth/middleware.ts';
import { declineHearing } from '#src/commands/hearing/decline.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { isRefusal } from '#src/errors.ts';
import { ACCEPTED_ENDINGS } from '#src/files/kinds.ts';
import { noteVisit } from '#src/links/party-visits.ts';
import { sentenceOf } from '#src/words/words.ts';
import { fieldsOf, formBody } from '../../form.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { sendFile } from '../files/send-file.ts';
import { answerScript, itemStyle } from '../item/item-assets.ts';
import { type Answered, takeAnswer } from './answer-form.ts';
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
import { type AtTheDoor, authenticateParty, partyCode, sealForm, startPartySession } from './party-access.ts';
import { type AnswersAs, sealFile, withAnswerForm } from './read-answer.ts';

export function partyRoutes({ app, sendPartyCode }: Web): Router {
  const router = Router();
  const limits = codeLimits(app);
  const ipOf = (request: Request) => request.ip ?? 'unknown';

  /** A malformed, forged or forgotten link gets one and the same plain page. */
  const page =
    (show: (door: AtTheDoor, request: Request, response: Response) => Promise<void>) =>
    async (request: Request, response: Response): Promise<void> => {
      response.set('Cache-Control', 'no-store');
      try {
        await show(await authenticateParty(app, request), request, response);
      } catch (error) {
        if (!isRefusal(error) || error.code !== 'not-found') throw error;
        renderPage(response.status(404), 'hearing-dead', { title: 'Linket kan ikke bruges' });
      }
    };

  async function showDoor(door: AtTheDoor, response: Response, more: { error?: string; request?: string } = {}) {
    const shows = door.isKnown || !isClosedItem(door.history);
    const { document, state, late } = door.party;
    renderPage(response, 'hearing-door', {
      ...hearingFacts(door.history, { shows, files: bilagOf(door), now: await app.clock.now() }),
      styles: [await itemStyle()],
      token: door.token,
      isKnown: door.isKnown,
      party: { name: document.name, email: document.email, state, late },
      code: more.request === undefined ? null : { request: more.request, minutes: CODE_MINUTES },
      error: more.error ?? null,
      mailCatcher: app.config.DEMO ? (app.config.MAIL_CATCHER_URL ?? null) : null,
    });
  }

  router.get(
    '/h/:token',
    page(async (door, _request, response) => {
      await noteVisit(app.connection, door.of, await app.clock.now());
      await showDoor(door, response);
    }),
  );
  router.post(
    '/h/:token/kode',
    formBody,
    page(async (door, request, response) => {
      const { request: asked, code } = await partyCode(app, limits, door, ipOf(request));
      const { email } = door.party.document;
      afterReply(response, () =>
        sendPartyCode({ to: email, party: door.of.party, code, minutes: CODE_MINUTES, asked }),
      );
      await showDoor(door, response, { request: asked });
    }),
  );
  router.post(
    '/h/:token/ind',
    formBody,
    page(async (door, request, response) => {
      const { request: asked, code } = fieldsOf(request);
      try {
        await startPartySession(app, limits, door, { request: asked, code }, request, response);
        response.redirect(303, `/h/${door.token}/svar`);
      } catch (error) {
        if (!isRefusal(error) || error.status >= 500) throw error;
        const { text, lift } = sentenceOf(error.code === 'bad-input' ? 'sign-in-code-wrong' : error.code);
        await showDoor(door, response.status(error.status), { error: `${text} ${lift}`, request: String(asked ?? '') });
      }
    }),
  );

  async function showForm(door: AtTheDoor, response: Response, answered: Exclude<Answered, { kind: 'sent' }> | null) {
    const now = await app.clock.now();
    const sealed = (file: FileRef) => sealFile(app, whoOf(door), file);
    const common = {
      ...hearingFacts(door.history, { shows: true, files: bilagOf(door), now }),
      styles: [await itemStyle()],
      scripts: [await answerScript()],
      action: `/h/${door.token}/svar`,
      draft: draftKey(door),
    };
    if (answered?.kind === 'preview' && takesAnswers(door.history)) {
      return renderPage(response, 'hearing-preview', { ...common, ...previewView(answered.fields, sealed) });
    }
    const given = answered?.fields ?? { organisation: door.party.document.name };
    renderPage(response, 'hearing-answer', {
      ...common,
      back: `/h/${door.token}`,
      declines: door.party.state === 'asked' ? `/h/${door.token}/afslaa` : null,
      isOpenForm: false,
      materialFirst: false,
      form: formView(given, sealForm(app, door.of.party, now), sealed),
      accepts: ACCEPTED_ENDINGS,
      isFresh: answered === null,
      problem: problemView(answered),
    });
  }

  router.get(
    '/h/:token/svar',
    page(async (door, _request, response) => {
      if (!door.isKnown) return response.redirect(303, `/h/${door.token}`);
      await showForm(door, response, null);
    }),
  );
  router.post('/h/:token/svar', async (request, response) => {
    // The server's time of receipt, before the text has been read: what counts is when it came, not how long it was.
    const receivedAt = await app.clock.now();
    await page(async (door) => {
      if (!door.isKnown) {
        // The browser reads no reply before it has sent its files.
        request.resume();
        return showDoor(door, response.status(403), { error: 'Bekræft først med en kode, hvem du er.' });
      }
      const who = whoOf(door);
      const answered = await withAnswerForm(app, request, response, who, (form) =>
        takeAnswer(app, request, form, who, receivedAt),
      );
      if (answered.kind !== 'sent') {
        return showForm(door, response.status(answered.kind === 'refused' ? answered.status : 200), answered);
      }
      response.redirect(303, `/h/${door.token}/kvittering/${answered.committed.seq}`);
    })(request, response);
  });
  router.get(
    '/h/:token/kvittering/:seq',
    page(async (door, request, response) => {
      const record = door.history.records.find(({ seq }) => seq === Number(request.params.seq));
      const mine = record?.event.type === 'answer' && record.event.party === door.of.party ? record.event.answer : '';
      const receipt = door.isKnown ? receiptView(door.history, mine) : null;
      if (receipt === null) return response.redirect(303, `/h/${door.token}`);
      renderPage(response, 'hearing-receipt', {
        ...hearingFacts(door.history, { shows: true, files: bilagOf(door), now: await app.clock.now() }),
        scripts: [await answerScript()],
        receipt,
        draft: draftKey(door),
        again: `/h/${door.token}`,
      });
    }),
  );
  router.get(
    '/h/:token/bilag/:seq',
    page(async (door, request, response) => {
      if (isClosedItem(door.history) && !door.isKnown) return response.redirect(303, `/h/${door.token}`);
      await sendFile(app, request, response, bilagFile(door.history, String(request.params.seq)));
    }),
  );
  router.post(
    '/h/:token/afslaa',
    formBody,
    page(async (door, _request, response) => {
      if (!door.isKnown) return response.redirect(303, `/h/${door.token}`);
      const cause = `decline ${door.of.party} ${door.history.head.seq}`;
      await declineHearing.run(app, { party: door.of.party, cause }, { hearing: door.of.hearing });
      response.redirect(303, `/h/${door.token}`);
    }),
  );
  return router;
}

/** The name under which a browser keeps the party's draft: no secret, and not the link. */
const draftKey = ({ of }: AtTheDoor): string => `${of.hearing}:${of.party}`;

const bilagOf = ({ token }: AtTheDoor): string => `/h/${token}/bilag`;
const whoOf = ({ of, party }: AtTheDoor): AnswersAs => ({ ...of, email: party.document.email });
