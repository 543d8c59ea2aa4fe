/** The pages of signing in by a mailed code, and out again. */
import type { Response } from 'express';
import { z } from 'zod';
import { CODE_MINUTES } from '#src/auth/mailed-code.ts';
import { requestStillGood } from '#src/auth/request-code.ts';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { refusalInWords } from '#src/words/words.ts';
import { type Operation, operation } from '../../operation.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import type { Web } from '../../web.ts';
import { codeMailScript } from '../item/item-assets.ts';
import { demoPeople } from './demo-people.ts';
import { askForCode, endAllSessions, endSession, mailStateOf, openSession } from './session-steps.ts';

/** Only an address of our own may be gone on to: a path, and none that a browser would read as another host. */
const Onward = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\s\\]*$/)
  .catch('/');
const AskForm = z.object({ email: z.string().max(300).default(''), videre: Onward.default('/') });
const CodeForm = z.object({
  request: z.string().max(200),
  code: z.string().max(40).default(''),
  videre: Onward.default('/'),
});

const mailCatcherOf = ({ config }: App) => (config.DEMO ? (config.MAIL_CATCHER_URL ?? null) : null);

const codePage = async (
  { web, app, response }: { web: Web; app: App; response: Response },
  props: { request: string; videre: string; error: string | null },
) =>
  renderPage(response, 'sign-in-code', {
    title: 'Skriv koden',
    scripts: [await codeMailScript()],
    mail: await mailStateOf({ web, response }, props.request),
    minutes: CODE_MINUTES,
    mailCatcher: mailCatcherOf(app),
    ...props,
  });

const askPage = async (
  { app, response }: { app: App; response: Response },
  props: { videre: string; email: string; error: string | null },
) =>
  renderPage(response, 'sign-in', {
    title: 'Log ind',
    mailCatcher: mailCatcherOf(app),
    demo: app.config.DEMO ? demoPeople(await app.directory.current()) : null,
    ...props,
  });

/** @returns the sentence to show. @throws what is no refusal of the person's own making */
function shownError(error: unknown, response: Response, badInput: string): string {
  if (!isRefusal(error) || error.status >= 500) throw error;
  refusedStatus(response, error);
  return error.code === 'bad-input' ? badInput : refusalInWords(error.code, error.details);
}

const signIn: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/log-ind',
    access: 'public',
    schema: { query: z.object({ videre: Onward.default('/') }) },
    async handler(call) {
      const { videre } = call.query;
      if (call.actor) return call.response.redirect(303, videre);
      await askPage(call, { videre, email: '', error: null });
    },
  }),
  operation({
    method: 'post',
    path: '/log-ind',
    access: 'public',
    audit: 'code-requested',
    schema: { body: AskForm },
    async handler(call) {
      const { email, videre } = call.body;
      try {
        await codePage(call, { request: await askForCode(call, email), videre, error: null });
      } catch (error) {
        const text = shownError(error, call.response, 'Skriv en e-mailadresse, for eksempel navn@kommune.dk.');
        const request = isRefusal(error) ? requestStillGood(error) : null;
        if (request !== null) return codePage(call, { request, videre, error: text });
        await askPage(call, { videre, email, error: text });
      }
    },
  }),
  operation({
    method: 'post',
    path: '/log-ind/kode',
    access: 'public',
    audit: 'signed-in',
    schema: { body: CodeForm },
    async handler(call) {
      const { videre, ...input } = call.body;
      try {
        await openSession(call, input);
      } catch (error) {
        const text = shownError(error, call.response, 'Koden er på seks cifre.');
        return codePage(call, { request: input.request, videre, error: text });
      }
      call.response.redirect(303, videre);
    },
  }),
];

const signOut: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/log-ud',
    access: 'public',
    audit: 'signed-out',
    async handler(call) {
      await endSession(call);
      call.response.redirect(303, '/log-ind');
    },
  }),
  operation({
    method: 'post',
    path: '/log-ud/alle',
    access: 'session',
    audit: 'signed-out-everywhere',
    async handler(call) {
      await endAllSessions(call, call.actor.person);
      call.response.redirect(303, '/log-ind');
    },
  }),
];

export const signInPages: readonly Operation[] = [...signIn, ...signOut];
