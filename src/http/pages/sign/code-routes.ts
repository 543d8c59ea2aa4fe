/** The step before a signature: a code is mailed to whoever is signed in, and typed in on the page one is at (level 3). */

import { z } from 'zod';
import { requestStillGood } from '#src/auth/request-code.ts';
import { isRefusal } from '#src/errors.ts';
import { refusalInWords } from '#src/words/words.ts';
import { type Operation, operation } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { showSignPage } from './show-pages.ts';
import { askForSigningCode, confirmSigningCode } from './signing-code.ts';

/** What was typed stays in the page while the code is on its way. */
const AskForm = z.object({ reservation: z.string().max(20_000).default('') });
const CodeForm = AskForm.extend({ request: z.string().max(200), code: z.string().max(40).default('') });

const ask = operation({
  method: 'post',
  path: '/moeder/:meeting/underskriv/kode',
  access: 'session',
  audit: 'code-requested',
  schema: { params: OfMeeting, body: AskForm },
  async handler(call) {
    const { web, request, response } = call;
    const { reservation: typed } = call.body;
    try {
      await showSignPage(call, { codeRequest: await askForSigningCode(web, request, response), typed });
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      refusedStatus(response, error);
      const codeError = refusalInWords(error.code, error.details);
      await showSignPage(call, { codeRequest: requestStillGood(error), codeError, typed });
    }
  },
});

const confirm = operation({
  method: 'post',
  path: '/moeder/:meeting/underskriv/bekraeft',
  access: 'session',
  audit: 'code-confirmed',
  schema: { params: OfMeeting, body: CodeForm },
  async handler(call) {
    const { web, request, response, params } = call;
    const { reservation: typed, ...input } = call.body;
    try {
      await confirmSigningCode(web, request, input);
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500) throw error;
      const codeError =
        error.code === 'bad-input' ? 'Koden er på seks cifre.' : refusalInWords(error.code, error.details);
      // Of a code that can still be tried, the field stays.
      const again = error.code === 'bad-input' || error.code === 'sign-in-code-wrong';
      refusedStatus(response, error);
      return showSignPage(call, { codeRequest: again ? input.request : null, codeError, typed });
    }
    // What was typed comes back in the page itself: it never stands in an address.
    if (typed !== '') return showSignPage(call, { isFresh: true, typed });
    response.redirect(303, `/moeder/${params.meeting}/underskriv#underskriv`);
  },
});

export const signCodePages: readonly Operation[] = [ask, confirm];
