/** The pages of those who run hearings: plan, invite, set the window, extend, cancel, conclude. */

import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import { dayOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import type { HearingAction } from '#src/commands/hearing/hearing-action.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { availableOnHearing, hearingActions } from '#src/commands/hearing/registry.ts';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { visitsOf } from '#src/links/party-visits.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { hearingList } from '#src/queries/hearing-list.ts';
import { refusalInWords, sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { type Fields, LONG_FORM } from '../../body.ts';
import { commandRequest } from '../../form.ts';
import { inputOf } from '../../form-input.ts';
import { type Operation, operation, type RefusedCall } from '../../operation.ts';
import { OfHearing, OfItem } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { stateBadge } from '../../state-badge.ts';
import { type ItemCall, readableItem } from '../item/item-access.ts';
import { itemStyle } from '../item/item-assets.ts';
import { readableHearing } from './hearing-access.ts';
import { askedWindow, hearingForms } from './hearing-forms.ts';
import { audienceChoices, managePage, typeChoices } from './manage-page.ts';
import { partyListPages, showPartyListAgain } from './party-list-routes.ts';
import { daysOf, warningsOf } from './window-warnings.ts';

const PlanForm = z.object({ hearingType: z.string().max(60), openTo: z.enum(['invited', 'everyone', '']).optional() });

const list = operation({
  method: 'get',
  path: '/hoeringer',
  access: 'session',
  async handler({ app, actor, response }) {
    const hearings = await hearingList(app, actor);
    renderPage(response, 'hearings', {
      title: 'Høringer',
      hearings: hearings.map(({ id, hearingType: kind, state, closesAt, ...shown }) => ({
        ...shown,
        href: `/hoeringer/${id}`,
        type: hearingType(kind)?.name ?? 'Høring',
        state: stateBadge('hearing', state),
        closes: closesAt === null ? 'Ingen frist endnu' : dayOf(new Date(Date.parse(closesAt) - 1)),
      })),
    });
  },
});

interface Shown {
  app: App;
  request: Request;
  response: Response;
}

async function showPlan({ app, request, response, params }: Shown & ItemCall, error: string | null, chosen: object) {
  const { history } = await readableItem({ app, request, params });
  const step = currentStep(history.context);
  const { hearingType: kind, openTo } = PlanForm.catch({ hearingType: '' }).parse(chosen);
  renderPage(response, 'hearing-new', {
    title: 'Planlæg høring',
    action: `/punkter/${history.id}/hoering`,
    back: `/punkter/${history.id}`,
    requestId: `plan-${history.id}-${history.head.seq}`,
    types: typeChoices(kind || (step?.kind === 'hearing' ? step.hearingType : '')),
    audiences: audienceChoices(openTo ?? ''),
    error,
  });
}

const planForm = operation({
  method: 'get',
  path: '/punkter/:id/hoering',
  access: 'session',
  schema: { params: OfItem },
  handler: (call) => showPlan(call, null, {}),
});

const plan = operation({
  method: 'post',
  path: '/punkter/:id/hoering',
  access: 'session',
  takes: LONG_FORM,
  schema: { params: OfItem, body: PlanForm },
  async handler(call) {
    const { app, request, response, params, body, fields } = call;
    try {
      const wanted = {
        item: params.id,
        hearingType: body.hearingType,
        ...(body.openTo ? { openTo: body.openTo } : {}),
      };
      const planned = await planHearing(app, commandRequest(request), wanted);
      response.redirect(303, withAfterParam(`/hoeringer/${planned.stream}`, planned));
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
      refusedStatus(response, error);
      await showPlan(call, explain(error), fields);
    }
  },
});

/** The hearing's page. @param refusal the form that was refused, with what was typed */
async function show(
  { app, request, response, params }: Shown & { params: { hearing: string } },
  refusal: { path: string; text: string; fields: Fields } | null,
): Promise<void> {
  const readable = await readableHearing(app, request, params.hearing);
  const { history, actor, directory, target, now } = readable;
  const mayRun = mayRunHearing(actor, target).ok;
  const available = new Set(
    availableOnHearing(actor, history.state, target).flatMap(({ action, allowed }) => (allowed ? [action] : [])),
  );
  const command = askedWindow(history.context, refusal?.fields);
  renderPage(response, 'hearing', {
    styles: [await itemStyle()],
    ...managePage(history, { mayRun, available, now, directory, visits: await visitsOf(app.connection, history.id) }),
    error: refusal?.text ?? null,
    given: { reason: '', note: '', opensOn: '', closesOn: '', ...refusal?.fields },
    warnings: command === null || refusal === null ? [] : await warningsOf(app, history, command),
    warnedOf: command === null ? '' : daysOf(command),
    tried: refusal?.path ?? null,
  });
}

const page = operation({
  method: 'get',
  path: '/hoeringer/:hearing',
  access: 'session',
  schema: { params: OfHearing },
  handler: (call) => show(call, null),
});

/** The form of an action; a refusal is shown where it was pressed. */
function formOf({ run, page: { path, form } }: HearingAction): Operation {
  const reading = hearingForms[form];
  const showAgain = async (call: RefusedCall<Actor, { hearing: string }>, error: unknown): Promise<void> => {
    if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
    refusedStatus(call.response, error);
    if (form === 'parties') return showPartyListAgain(call, whyNotTaken(error));
    await show(call, { path, text: explain(error), fields: call.fields });
  };
  return operation({
    method: 'post',
    path: `/hoeringer/:hearing/${path}`,
    access: 'session',
    takes: LONG_FORM,
    schema: { params: OfHearing, body: reading.body },
    async handler(call) {
      const { app, request, response, params, body } = call;
      const { hearing } = params;
      try {
        const command = commandRequest(request);
        const input = { hearing, ...(await inputOf(reading, body, { app, hearing })) };
        const committed = await run(app, command, input);
        response.redirect(303, withAfterParam(`/hoeringer/${hearing}`, committed));
      } catch (error) {
        await showAgain(call, error);
      }
    },
    onBadInput: showAgain,
  });
}

export const hearingPages: readonly Operation[] = [
  list,
  planForm,
  plan,
  page,
  ...partyListPages,
  ...Object.values<HearingAction>(hearingActions).map(formOf),
];

/** Null where the list's own lines say it. */
function whyNotTaken({ code, details }: { code: string; details: Record<string, unknown> }): string | null {
  const { rule } = details;
  if (typeof rule === 'string' && (rule.startsWith('list-') || rule === 'parties-fit')) return null;
  return refusalInWords(code);
}

/** The rule's sentence; where a window was too short, also the first day that would do. */
function explain({ code, details }: { code: string; details: Record<string, unknown> }): string {
  if (details.rule === 'warned') return 'Læs advarslen ved datoerne, og tryk igen, hvis datoerne skal være sådan.';
  const { earliestClosing: earliest, hearing, minimumWeeks, source } = details;
  if (typeof earliest !== 'string') return refusalInWords(code);
  return `${sentenceOf(code).text} ${hearing}: mindst ${minimumWeeks} uger (${source}). Tidligste slutdato er ${weekdayOf(earliest)}.`;
}
