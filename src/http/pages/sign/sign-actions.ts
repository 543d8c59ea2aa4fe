/** What is pressed on the protocol's pages: each form is one action, and the page is shown again as it then stands. */
import type { Request, Response } from 'express';
import type { MeetingAction, MeetingPage } from '#src/commands/meeting/meeting-action.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { isRefusal } from '#src/errors.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf } from '../../form.ts';
import { refusalsCounted } from '../../metrics.ts';
import { type Operation, operation } from '../../operation.ts';
import type { ShowSignPage } from './code-routes.ts';
import { signForms } from './sign-forms.ts';
import { saidOf } from './sign-page.ts';

interface Pages {
  showProtocol(request: Request, response: Response, refusal: string | null): Promise<void>;
  showSignPage: ShowSignPage;
}

/** @returns the forms on both pages; what is refused is said above them */
export const signActions = (pages: Pages): Operation[] =>
  Object.values<MeetingAction>(meetingActions).flatMap((action) =>
    action.pages.flatMap((page) => formOf(action, page, pages)),
  );

function formOf({ run }: MeetingAction, { path, form, on }: MeetingPage, pages: Pages): Operation[] {
  const readForm = signForms[form];
  if ((on !== 'protocol' && on !== 'signing') || readForm === undefined) return [];
  const back = on === 'protocol' ? 'protokol' : 'underskriv';
  return [
    operation({
      method: 'post',
      path: `/moeder/:meeting/${path}`,
      access: 'session',
      async handler({ app, request, response, params: { meeting } }) {
        try {
          const input = { meeting, ...readForm(fieldsOf(request)) };
          const committed = await run(app, commandRequest(request), input);
          response.redirect(303, withAfterParam(`/moeder/${meeting}/${back}`, committed));
        } catch (error) {
          if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
          refusalsCounted.inc({ rule: error.code });
          response.status(error.status);
          const rule = ruleOf(request, error.code);
          if (on === 'protocol') return pages.showProtocol(request, response, saidOf(rule));
          await showSignPageAgain(pages, request, response, rule);
        }
      },
    }),
  ];
}

async function showSignPageAgain({ showSignPage }: Pages, request: Request, response: Response, rule: string) {
  const { reservation } = fieldsOf(request);
  const typed = typeof reservation === 'string' ? reservation.slice(0, 20_000) : '';
  // That a fresh code is needed is what the page's next step says anyway.
  await showSignPage(request, response, { typed, refusal: rule === 'fresh-code-needed' ? null : rule });
}

/** What is wrong with these forms is nearly always that the reason was left empty. */
function ruleOf(request: Request, code: string): string {
  const { reason, reservation } = fieldsOf(request);
  const said = typeof reason === 'string' ? reason : reservation;
  return code === 'bad-input' && typeof said === 'string' && said.trim().length < 3 ? 'reason-needed' : code;
}
