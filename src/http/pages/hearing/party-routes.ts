/** A party's own pages, behind the link in its mail. GET shows; a person presses, and POST acts. */

import type { Response } from 'express';
import { z } from 'zod';
import type { AuditKind } from '#src/audit/models.ts';
import type { Actor } from '#src/auth/actor.ts';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { requestStillGood } from '#src/auth/request-code.ts';
import { declineHearing } from '#src/commands/hearing/decline.ts';
import type { App } from '#src/context.ts';
import type { FileRef } from '#src/documents/file-ref.ts';
import { forbidden, isRefusal } from '#src/errors.ts';
import { ACCEPTED_ENDINGS } from '#src/files/kinds.ts';
import { noteVisit } from '#src/links/party-visits.ts';
import { refusalInWords } from '#src/words/words.ts';
import { type BodyReader, FORM_WITH_FILES } from '../../body.ts';
import { type Call, type Operation, operation } from '../../operation.ts';
import { Opaque, Ordinal } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { typed } from '../../rows.ts';
import { sendFile } from '../files/send-file.ts';
import { answerScript, codeMailScript, itemStyle } from '../item/item-assets.ts';
import { showFile } from '../viewer/show-file.ts';
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
import {
  authenticateParty,
  endPartySession,
  mailPartyCode,
  type PartyVisit,
  sealForm,
  startPartySession,
} from './party-access.ts';
import { AnswerBody, type AnswersAs, sealFile, withAnswerForm } from './read-answer.ts';

/** A page that names no attachment or receipt shows what there is: the plain page of a dead link, or the first page. */
const OfParty = z.object({ token: Opaque, seq: Ordinal.optional().catch(undefined) });
/** What is no code is refused as a wrong one. */
const CodeForm = z.object({ request: typed.catch(''), code: typed.catch('') });

type PartyCall<Body> = Call<Actor | null, z.infer<typeof OfParty>, unknown, Body, Date | undefined>;

interface PartyPage<Body extends z.ZodType> {
  method?: 'post';
  audit?: AuditKind;
  /** After `/h/:token`. */
  path: string;
  takes?: BodyReader;
  timed?: boolean;
  body?: Body;
  show(visit: PartyVisit, call: PartyCall<z.infer<Body>>): Promise<void> | void;
}

/** A page behind a party's link. A malformed, forged or forgotten link gets one and the same plain page. */
const partyPage = <Body extends z.ZodType>({
  method,
  audit,
  path,
  takes,
  timed,
  body,
  show,
}: PartyPage<Body>): Operation =>
  operation({
    method: method ?? 'get',
    path: `/h/:token${path}`,
    access: 'link',
    ...(audit && { audit }),
    ...(takes && { takes }),
    timed: timed ?? false,
    schema: { params: OfParty, ...(body && { body }) },
    async handler(call) {
      const { app, request, response, params } = call;
      response.set('Cache-Control', 'no-store');
      try {
        await show(await authenticateParty(app, request, params.token), call);
      } catch (error) {
        if (!isRefusal(error) || error.code !== 'not-found') throw error;
        renderPage(refusedStatus(response, error), 'hearing-dead', { title: 'Linket kan ikke bruges' });
      }
    },
  });

async function showStartPage(
  app: App,
  visit: PartyVisit,
  response: Response,
  more: { error?: string; request?: string | null } = {},
): Promise<void> {
  const shows = visit.isKnown || !isClosedItem(visit.history);
  const { document, state, late } = visit.party;
  renderPage(response, 'hearing-start', {
    ...hearingFacts(visit.history, { shows, files: bilagOf(visit), now: await app.clock.now() }),
    styles: [await itemStyle()],
    scripts: [await codeMailScript()],
    token: visit.token,
    isKnown: visit.isKnown,
    party: { name: document.name, email: document.email, state, late },
    code: more.request ? { request: more.request, minutes: CODE_MINUTES } : null,
    error: more.error ?? null,
    mailCatcher: app.config.DEMO ? (app.config.MAIL_CATCHER_URL ?? null) : null,
  });
}

const startPage = partyPage({
  path: '',
  async show(visit, { app, response }) {
    await showStartPage(app, visit, response);
  },
});

const askForCode = partyPage({
  method: 'post',
  audit: 'code-requested',
  path: '/kode',
  async show(visit, { web, app, request, response }) {
    try {
      await showStartPage(app, visit, response, { request: await mailPartyCode({ web, request, response }, visit) });
    } catch (error) {
      if (!isRefusal(error) || error.status !== 429) throw error;
      const again = { error: refusalInWords(error.code, error.details), request: requestStillGood(error) };
      await showStartPage(app, visit, refusedStatus(response, error), again);
    }
  },
});

const enterCode = partyPage({
  method: 'post',
  audit: 'code-confirmed',
  path: '/ind',
  body: CodeForm,
  async show(visit, { web, app, request, response, body }) {
    try {
      await startPartySession({ web, request, response }, visit, body);
      await noteVisit(app.connection, visit.of, await app.clock.now());
      response.redirect(303, `/h/${visit.token}/svar`);
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      const why = error.code === 'bad-input' ? 'sign-in-code-wrong' : error.code;
      const again = { error: refusalInWords(why, error.details), request: body.request };
      await showStartPage(app, visit, refusedStatus(response, error), again);
    }
  },
});

async function showForm(
  app: App,
  visit: PartyVisit,
  response: Response,
  answered: Exclude<Answered, { kind: 'sent' }> | null,
): Promise<void> {
  const now = await app.clock.now();
  const sealed = (file: FileRef) => sealFile(app, whoOf(visit), file);
  const common = {
    ...hearingFacts(visit.history, { shows: true, files: bilagOf(visit), now }),
    styles: [await itemStyle()],
    scripts: [await answerScript()],
    action: `/h/${visit.token}/svar`,
    draft: draftKey(visit),
  };
  if (answered?.kind === 'preview' && takesAnswers(visit.history)) {
    return renderPage(response, 'hearing-preview', { ...common, ...previewView(answered.fields, sealed) });
  }
  const given = answered?.fields ?? { organisation: visit.party.document.name };
  renderPage(response, 'hearing-answer', {
    ...common,
    back: `/h/${visit.token}`,
    declines: visit.party.state === 'asked' ? `/h/${visit.token}/afslaa` : null,
    isOpenForm: false,
    materialFirst: false,
    form: formView(given, sealForm(app, visit.of.party, now), sealed),
    accepts: ACCEPTED_ENDINGS,
    isFresh: answered === null,
    problem: problemView(answered),
  });
}

const answerForm = partyPage({
  path: '/svar',
  async show(visit, { app, response }) {
    if (!visit.isKnown) return response.redirect(303, `/h/${visit.token}`);
    await showForm(app, visit, response, null);
  },
});

const answer = partyPage({
  method: 'post',
  path: '/svar',
  takes: FORM_WITH_FILES,
  // What counts is when it came, not how long it was.
  timed: true,
  body: AnswerBody,
  async show(visit, call) {
    const { app, request, response, receivedAt } = call;
    if (!visit.isKnown) {
      // The browser reads no reply before it has sent its files.
      request.resume();
      const refused = refusedStatus(response, forbidden('party-code-needed'));
      return showStartPage(app, visit, refused, { error: 'Bekræft først med en kode, hvem du er.' });
    }
    const who = whoOf(visit);
    const at = receivedAt ?? (await app.clock.now());
    const answered = await withAnswerForm(call, who, (form) => takeAnswer(app, request, form, who, at));
    if (answered.kind !== 'sent') {
      return showForm(app, visit, answered.kind === 'refused' ? refusedStatus(response, answered) : response, answered);
    }
    response.redirect(303, `/h/${visit.token}/kvittering/${answered.committed.seq}`);
  },
});

const receiptPage = partyPage({
  path: '/kvittering/:seq',
  async show(visit, { app, response, params }) {
    const record = visit.history.records.find(({ seq }) => seq === params.seq);
    const mine = record?.event.type === 'answer' && record.event.party === visit.of.party ? record.event.answer : '';
    const receipt = visit.isKnown ? receiptView(visit.history, mine) : null;
    if (receipt === null) return response.redirect(303, `/h/${visit.token}`);
    renderPage(response, 'hearing-receipt', {
      ...hearingFacts(visit.history, { shows: true, files: bilagOf(visit), now: await app.clock.now() }),
      scripts: [await answerScript()],
      receipt,
      isConfirmed: true,
      draft: draftKey(visit),
      again: `/h/${visit.token}`,
    });
  },
});

const bilag = partyPage({
  path: '/bilag/:seq',
  async show(visit, { app, request, response, params }) {
    if (isClosedItem(visit.history) && !visit.isKnown) return response.redirect(303, `/h/${visit.token}`);
    await sendFile(app, request, response, {
      ...bilagFile(visit.history, params.seq),
      isClosed: isClosedItem(visit.history),
    });
  },
});

const viewBilag = partyPage({
  path: '/bilag/:seq/vis',
  async show(visit, { response, params }) {
    const here = `/h/${visit.token}`;
    if (isClosedItem(visit.history) && !visit.isKnown) return response.redirect(303, here);
    const file = bilagFile(visit.history, params.seq);
    await showFile(response, file, `${here}/bilag/${params.seq}`, { href: here, text: 'Høringen' });
  },
});

const decline = partyPage({
  method: 'post',
  path: '/afslaa',
  async show(visit, { app, response }) {
    if (!visit.isKnown) return response.redirect(303, `/h/${visit.token}`);
    const cause = `decline ${visit.of.party} ${visit.history.head.seq}`;
    await declineHearing.run(app, { party: visit.of.party, cause }, { hearing: visit.of.hearing });
    response.redirect(303, `/h/${visit.token}`);
  },
});

const leave = partyPage({
  method: 'post',
  audit: 'signed-out',
  path: '/ud',
  show(visit, { web, response }) {
    endPartySession({ web, response }, visit);
    response.redirect(303, `/h/${visit.token}`);
  },
});

export const partyPages: readonly Operation[] = [
  leave,
  startPage,
  askForCode,
  enterCode,
  answerForm,
  answer,
  receiptPage,
  bilag,
  viewBilag,
  decline,
];

/** The name under which a browser keeps the party's draft: no secret, and not the link. */
const draftKey = ({ of }: PartyVisit): string => `${of.hearing}:${of.party}`;

const bilagOf = ({ token }: PartyVisit): string => `/h/${token}/bilag`;
const whoOf = ({ of, party }: PartyVisit): AnswersAs => ({ ...of, email: party.document.email });
