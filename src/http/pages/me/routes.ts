/** "Mig": who is signed in and where, and who stands in while one is away. */

import { z } from 'zod';
import type { Actor } from '#src/auth/actor.ts';
import { sessionOn } from '#src/auth/middleware.ts';
import { dayOf, momentOf } from '#src/calendar/danish-dates.ts';
import { absencesOf, beginAbsence, endAbsence } from '#src/commands/people/absence.ts';
import { isRefusal } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { officeName, organName, personName } from '#src/people/names.ts';
import { worksHere } from '#src/policies/roles.ts';
import { type Tasks, tasksOf } from '#src/queries/my-tasks.ts';
import { counted } from '#src/words/counted.ts';
import { refusalInWords, word } from '#src/words/words.ts';
import { noteSavedRecord } from '../../note-saved-record.ts';
import { type Call, type Operation, operation } from '../../operation.ts';
import { recordId } from '../../path-params.ts';
import { refusedStatus } from '../../refused-status.ts';
import { renderPage } from '../../render.ts';
import { typed } from '../../rows.ts';
import { personChoices } from '../item/choices.ts';
import { deviceOf } from './device.ts';

const AbsenceForm = z.object({ substitute: typed, from: typed, until: typed, reason: typed });
type AbsenceForm = z.infer<typeof AbsenceForm>;
const MeQuery = z.object({ fravaer: z.enum(['gemt', 'slut']).optional().catch(undefined) });

/** Each office once: one's own, or with all in whose place one acts in it. */
const officesOnce = (offices: Actor['offices']) =>
  [...Map.groupBy(offices, ({ office }) => office)].map(([office, capacities]) => ({
    office,
    others: capacities.some(({ onBehalfOf }) => onBehalfOf === null)
      ? []
      : [...new Set(capacities.flatMap(({ onBehalfOf }) => onBehalfOf ?? []))],
  }));

type Shown = Pick<Call, 'web' | 'app' | 'actor' | 'request' | 'response'>;

/** @param form what was typed and why it was not taken; null before anything is */
async function showMe(
  { web, app, actor, request, response }: Shown,
  said: 'gemt' | 'slut' | undefined,
  form: { fields: AbsenceForm; error: string } | null = null,
): Promise<void> {
  const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
  const [open, tasks] = await Promise.all([web.sessions.list(actor.person), tasksOf(app, directory, actor, now)]);
  const today = localDay(now);
  renderPage(response, 'me', {
    title: actor.name,
    roles: actor.roles.map((role) => word('roles', role)).join(', '),
    offices: officesOnce(actor.offices).map(({ office, others }) => ({
      office: officeName(directory, office),
      onBehalfOf: others.map((id) => personName(directory, id)).join(', '),
    })),
    organs: [...new Set(actor.organs)].map((id) => organName(directory, id)),
    standsInFor: actor.standsInFor.map((id) => personName(directory, id)).join(', '),
    said,
    absences: absencesOf(directory, actor.person, today).map((absence) => absenceLine(directory, absence, today)),
    waiting: waitingInWords(tasks),
    mayHandOver: tasks.drafts !== null,
    form: {
      error: form?.error ?? null,
      from: form?.fields.from ?? today,
      until: form?.fields.until ?? '',
      today,
      reason: form?.fields.reason ?? '',
      colleagues: personChoices(directory, colleaguesOf(directory, actor.person), form?.fields.substitute ?? null),
    },
    sessions: open.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
      device: deviceOf(userAgent),
      from: momentOf(createdAt),
      seen: momentOf(lastSeenAt),
      current: id === sessionOn(request)?.id,
    })),
  });
}

/** Those who may stand in for somebody: everybody who works here, and so nobody who is only a member of organs. */
const colleaguesOf = ({ people }: Directory, person: string): string[] =>
  [...people.values()].flatMap((each) => (each.active && each.id !== person && worksHere(each) ? [each.id] : []));

/** Empty where nothing waits. */
function waitingInWords({ approvals, drafts, underway }: Tasks): string {
  const written = (drafts?.length ?? 0) + (underway?.length ?? 0);
  const parts = [
    ...(approvals?.length ? [`${counted(approvals.length, 'punkt', 'punkter')} til godkendelse`] : []),
    ...(written > 0 ? [`${counted(written, 'punkt', 'punkter')}, du skriver`] : []),
  ];
  return parts.length === 0 ? '' : `Lige nu gælder det ${parts.join(' og ')}.`;
}

function absenceLine(directory: Directory, absence: ReturnType<typeof absencesOf>[number], today: string) {
  const { id, to, validFrom, validTo, reason } = absence;
  return {
    id,
    name: personName(directory, to),
    from: dayOf(validFrom),
    until: validTo === null ? null : dayOf(validTo),
    reason,
    isNow: validFrom <= today,
  };
}

export const mePages: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/mig',
    access: 'session',
    schema: { query: MeQuery },
    handler: (call) => showMe(call, call.query.fravaer),
  }),
  operation({
    method: 'post',
    path: '/mig/fravaer',
    access: 'session',
    schema: { body: AbsenceForm },
    async handler(call) {
      const { app, actor, response, body } = call;
      try {
        noteSavedRecord(call, 'delegations', await beginAbsence(app, body, actor.person));
      } catch (error) {
        if (!isRefusal(error) || error.status >= 500) throw error;
        refusedStatus(response, error);
        return showMe(call, undefined, { fields: body, error: whyRefused(error.code, body) });
      }
      return response.redirect(303, '/mig?fravaer=gemt#fravaer');
    },
  }),
  operation({
    method: 'post',
    path: '/mig/fravaer/:id/slut',
    access: 'session',
    schema: { params: z.object({ id: recordId('delegation') }) },
    async handler(call) {
      const { app, actor, params, response } = call;
      noteSavedRecord(call, 'delegations', await endAbsence(app, params.id, actor.person));
      response.redirect(303, '/mig?fravaer=slut#fravaer');
    },
  }),
];

/** The first field that is missing says so; a rule says itself. */
function whyRefused(code: string, { substitute, from, until, reason }: AbsenceForm): string {
  if (code !== 'bad-input') return refusalInWords(code);
  if (substitute === '') return 'Vælg, hvem der træder til for dig.';
  if (from === '' || until === '') return 'Skriv første og sidste dag, du er væk.';
  return reason.trim() === '' ? 'Skriv en grund, for eksempel ferie.' : 'Datoerne skal skrives som dag, måned og år.';
}
