/** What is pressed on the protocol's pages: each form is one action, and the page is shown again as it then stands. */

import type { Actor } from '#src/auth/actor.ts';
import type { MeetingAction, MeetingPage } from '#src/commands/meeting/meeting-action.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { isRefusal } from '#src/errors.ts';
import { refusalInWords } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import type { Fields } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { refusalsCounted } from '../../metrics.ts';
import { type Operation, operation, type RefusedCall } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { textIn } from '../../rows.ts';
import { showProtocol, showSignPage } from './show-pages.ts';
import { signForms } from './sign-forms.ts';

/** One form; what is refused is said above the page. */
function formOf({ run }: MeetingAction, page: MeetingPage): Operation[] {
  if (page.on !== 'protocol' && page.on !== 'signing') return [];
  const { path, form, on } = page;
  const back = on === 'protocol' ? 'protokol' : 'underskriv';
  const showAgain = showRefusal(on);
  return [
    operation({
      method: 'post',
      path: `/moeder/:meeting/${path}`,
      access: 'session',
      schema: { params: OfMeeting, body: signForms[form] },
      async handler(call) {
        const { app, request, response, params, body } = call;
        try {
          const committed = await run(app, commandRequest(request), { meeting: params.meeting, ...body });
          response.redirect(303, withAfterParam(`/moeder/${params.meeting}/${back}`, committed));
        } catch (error) {
          await showAgain(call, error);
        }
      },
      onBadInput: showAgain,
    }),
  ];
}

/** The page that the form is on, with what was refused. */
const showRefusal =
  (on: 'protocol' | 'signing') =>
  async (call: RefusedCall<Actor, { meeting: string }>, error: unknown): Promise<void> => {
    if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
    refusalsCounted.inc({ rule: error.code });
    refusedStatus(call.response, error);
    const rule = ruleOf(call.fields, error.code);
    if (on === 'protocol') return showProtocol(call, refusalInWords(rule));
    const typed = textIn(call.fields, 'reservation').slice(0, 20_000);
    // That a fresh code is needed is what the page's next step says anyway.
    await showSignPage(call, { typed, refusal: rule === 'fresh-code-needed' ? null : rule });
  };

/** What is wrong with these forms is nearly always that the reason was left empty. */
function ruleOf({ reason, reservation }: Fields, code: string): string {
  const said = typeof reason === 'string' ? reason : reservation;
  return code === 'bad-input' && typeof said === 'string' && said.trim().length < 3 ? 'reason-needed' : code;
}

export const signActions: readonly Operation[] = Object.values<MeetingAction>(meetingActions).flatMap((action) =>
  action.pages.flatMap((page) => formOf(action, page)),
);
