/** The pages of those who run hearings: plan, invite, set the window, extend, cancel, conclude. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import type { HearingContext } from '#machines/hearing/context.ts';
import { actorOrRefuse, requireActor } from '#src/auth/middleware.ts';
import { dayOf, weekdayOf } from '#src/calendar/danish-dates.ts';
import { hearingType } from '#src/calendar/hearing-types.ts';
import { dayOfInstant } from '#src/calendar/zoned.ts';
import { cancelHearing } from '#src/commands/hearing/cancel.ts';
import { concludeHearing } from '#src/commands/hearing/conclude.ts';
import { extendHearing } from '#src/commands/hearing/extend.ts';
import { inviteParties } from '#src/commands/hearing/invite.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { scheduleHearing } from '#src/commands/hearing/schedule.ts';
import { uninviteParty } from '#src/commands/hearing/uninvite.ts';
import type { CommandRequest } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import { visitsOf } from '#src/links/party-visits.ts';
import { canWithHearing } from '#src/policies/hearing-policies.ts';
import { loadHearing } from '#src/queries/hearing.ts';
import { hearingList } from '#src/queries/hearing-list.ts';
import type { Committed } from '#src/store/commit.ts';
import { sentenceOf } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, fieldsOf, read, textFormBody } from '../../form.ts';
import { renderPage } from '../../render.ts';
import { stateBadge } from '../../state-badge.ts';
import type { Web } from '../../web.ts';
import { readableItem } from '../item/item-access.ts';
import { itemStyle } from '../item/item-assets.ts';
import { readableHearing } from './hearing-access.ts';
import { audienceChoices, managePage, typeChoices } from './manage-page.ts';
import { readParties } from './read-parties.ts';
import { daysOf, requireConfirmation, warningsOf } from './window-warnings.ts';

const PlanForm = z.object({ hearingType: z.string().max(60), openTo: z.enum(['invited', 'everyone', '']).optional() });
const WindowForm = z.object({
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  graceMinutes: z.coerce.number().int().default(60),
  /** The window that its sender has been warned of. */
  understood: z.string().max(40).optional(),
});
const ExtendForm = z.object({ closesOn: z.iso.date(), reason: z.string(), understood: z.string().max(40).optional() });
const ReasonForm = z.object({ reason: z.string() });
const NoteForm = z.object({ note: z.string() });

export function hearingRoutes({ app }: Web): Router {
  const router = Router();
  router.use('/hoeringer', requireActor());

  router.get('/hoeringer', async (request, response) => {
    const hearings = await hearingList(app, actorOrRefuse(request));
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
  });

  async function showPlan(request: Request, response: Response, error: string | null, chosen: object) {
    const { history } = await readableItem(app, request);
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
  router.get('/punkter/:id/hoering', requireActor(), (request: Request, response) =>
    showPlan(request, response, null, {}),
  );
  router.post('/punkter/:id/hoering', requireActor(), textFormBody, async (request: Request, response) => {
    const fields = fieldsOf(request);
    const { hearingType: type, openTo } = read(PlanForm, fields);
    try {
      const wanted = { item: String(request.params.id), hearingType: type, ...(openTo ? { openTo } : {}) };
      const planned = await planHearing(app, commandRequest(request), wanted);
      response.redirect(303, withAfterParam(`/hoeringer/${planned.stream}`, planned));
    } catch (error) {
      if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
      await showPlan(request, response.status(error.status), explain(error), fields);
    }
  });

  async function show(
    request: Request,
    response: Response,
    refusal: { path: string; text: string; fields: object } | null,
  ) {
    const readable = await readableHearing(app, request, String(request.params.hearing));
    const { history, actor, directory, target, now } = readable;
    const mayRun = canWithHearing(actor, 'schedule', target).ok;
    const command = askedWindow(history.context, refusal?.fields);
    renderPage(response, 'hearing', {
      styles: [await itemStyle()],
      ...managePage(history, { mayRun, now, directory, visits: await visitsOf(app.connection, history.id) }),
      error: refusal?.text ?? null,
      given: { names: '', reason: '', note: '', opensOn: '', closesOn: '', ...refusal?.fields },
      warnings: command === null || refusal === null ? [] : await warningsOf(app, history, command),
      warnedOf: command === null ? '' : daysOf(command),
      tried: refusal?.path ?? null,
    });
  }
  router.get('/hoeringer/:hearing', (request, response) => show(request, response, null));

  /** One form of the page: `act` reads the fields and runs the command; a refusal is shown where it was pressed. */
  const form = (
    path: string,
    act: (hearing: string, command: CommandRequest, fields: Record<string, unknown>) => Promise<Committed>,
  ) =>
    router.post(`/hoeringer/:hearing/${path}`, textFormBody, async (request: Request, response: Response) => {
      const hearing = String(request.params.hearing);
      const fields = fieldsOf(request);
      try {
        const committed = await act(hearing, commandRequest(request), fields);
        response.redirect(303, withAfterParam(`/hoeringer/${hearing}`, committed));
      } catch (error) {
        if (!isRefusal(error) || error.status >= 500 || error.status === 404) throw error;
        await show(request, response.status(error.status), { path, text: explain(error), fields });
      }
    });
  form('inviter', (hearing, command, { names }) =>
    inviteParties(app, command, { hearing, parties: readParties(names) }),
  );
  form('fjern', (hearing, command, { party }) => uninviteParty(app, command, { hearing, party }));
  form('frist', async (hearing, command, fields) => {
    const { understood, ...window } = read(WindowForm, fields);
    await requireConfirmation(app, await loadHearing(app, hearing), window, understood);
    return scheduleHearing(app, command, { hearing, ...window });
  });
  form('forlaeng', async (hearing, command, fields) => {
    const { understood, ...longer } = read(ExtendForm, fields);
    const history = await loadHearing(app, hearing);
    const window = askedWindow(history.context, fields);
    if (window) await requireConfirmation(app, history, window, understood);
    return extendHearing(app, command, { hearing, ...longer });
  });
  form('aflys', (hearing, command, fields) => cancelHearing(app, command, { hearing, ...read(ReasonForm, fields) }));
  form('afslut', (hearing, command, fields) => concludeHearing(app, command, { hearing, ...read(NoteForm, fields) }));
  return router;
}

/** The rule's sentence; where a window was too short, also the first day that would do. */
function explain({ code, details }: { code: string; details: Record<string, unknown> }): string {
  if (details.rule === 'warned') return 'Læs advarslen ved datoerne, og tryk igen, hvis datoerne skal være sådan.';
  if (details.rule === 'no-address')
    return `Der er ingen mailadresse i »${String(details.line).slice(0, 100)}«. Ingen parter er tilføjet; ret linjen, og prøv igen.`;
  const { text, lift } = sentenceOf(code);
  const { earliestClosing: earliest, hearing, minimumWeeks, source } = details;
  if (typeof earliest !== 'string') return `${text} ${lift}`;
  return `${text} ${hearing}: mindst ${minimumWeeks} uger (${source}). Tidligste slutdato er ${weekdayOf(earliest)}.`;
}

/** The window that a form asks for; an extension begins where the window did. */
function askedWindow({ window }: HearingContext, fields: object | undefined): z.infer<typeof WindowForm> | null {
  const opensOn = window === null ? {} : { opensOn: dayOfInstant(window.opensAt) };
  const command = WindowForm.safeParse({ ...opensOn, ...fields });
  return command.success ? command.data : null;
}
