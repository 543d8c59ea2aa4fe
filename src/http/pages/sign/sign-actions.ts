/** What is pressed on the protocol's pages: each form is one action, and the page is shown again as it then stands. */
import type { Request } from 'express';
import type { MeetingAction, MeetingPage } from '#src/commands/meeting/meeting-action.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { isRefusal } from '#src/errors.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf } from '../../form.ts';
import { refusalsCounted } from '../../metrics.ts';
import { type Operation, operation } from '../../operation.ts';
import { type OfMeeting, showProtocol, showSignPage } from './show-pages.ts';
import { signForms } from './sign-forms.ts';
import { saidOf } from './sign-page.ts';

/** One form; what is refused is said above the page. */
function formOf({ run }: MeetingAction, { path, form, on }: MeetingPage): Operation[] {
  const readForm = signForms[form];
  if ((on !== 'protocol' && on !== 'signing') || readForm === undefined) return [];
  const back = on === 'protocol' ? 'protokol' : 'underskriv';
  return [
    operation({
      method: 'post',
      path: `/moeder/:meeting/${path}`,
      access: 'session',
      async handler(call) {
        const { app, request, response, params } = call;
        try {
          const input = { meeting: params.meeting, ...readForm(fieldsOf(request)) };
          const committed = await run(app, commandRequest(request), input);
          response.redirect(303, withAfterParam(`/moeder/${params.meeting}/${back}`, committed));
        } catch (error) {
          if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
          refusalsCounted.inc({ rule: error.code });
          response.status(error.status);
          const rule = ruleOf(request, error.code);
          if (on === 'protocol') return showProtocol(call, saidOf(rule));
          await showSignPageAgain(call, rule);
        }
      },
    }),
  ];
}

async function showSignPageAgain(call: OfMeeting, rule: string) {
  const { reservation } = fieldsOf(call.request);
  const typed = typeof reservation === 'string' ? reservation.slice(0, 20_000) : '';
  // That a fresh code is needed is what the page's next step says anyway.
  await showSignPage(call, { typed, refusal: rule === 'fresh-code-needed' ? null : rule });
}

/** What is wrong with these forms is nearly always that the reason was left empty. */
function ruleOf(request: Request, code: string): string {
  const { reason, reservation } = fieldsOf(request);
  const said = typeof reason === 'string' ? reason : reservation;
  return code === 'bad-input' && typeof said === 'string' && said.trim().length < 3 ? 'reason-needed' : code;
}

export const signActions: readonly Operation[] = Object.values<MeetingAction>(meetingActions).flatMap((action) =>
  action.pages.flatMap((page) => formOf(action, page)),
);
