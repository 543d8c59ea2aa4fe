/** Meetings: the list, a new one, and one meeting with its agenda. */
import type { Response } from 'express';
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { pointed, weekdayOf } from '#src/calendar/danish-dates.ts';
import { assertAhead, meetingIdFor, PlanMeetingInput, planMeeting } from '#src/commands/meeting/plan.ts';
import type { App } from '#src/context.ts';
import { isRefusal } from '#src/errors.ts';
import type { Directory } from '#src/people/directory.ts';
import { localDay } from '#src/people/local-day.ts';
import { bySecretariat, isSecretariat } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { meetingList } from '#src/queries/meeting-list.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import type { MeetingTask } from '#src/queries/my-tasks.ts';
import { type Names, namesIn } from '#src/words/names.ts';
import { refusalInWords } from '#src/words/words.ts';
import { withAfterParam } from '../../after-param.ts';
import { commandRequest, newRequestId } from '../../form.ts';
import { type Operation, operation, type RefusedCall } from '../../operation.ts';
import { OfMeeting } from '../../path-params.ts';
import { renderPage } from '../../render.ts';
import { textIn, withoutBlanks } from '../../rows.ts';
import { stateBadge } from '../../state-badge.ts';
import { meetingActionPages } from './actions.ts';
import { meetingPage } from './page.ts';
import { planKey, warningLines } from './plan-warnings.ts';

const ListQuery = z.object({ organ: Id.optional().catch(undefined) });

const list = operation({
  method: 'get',
  path: '/moeder',
  access: 'session',
  schema: { query: ListQuery },
  async handler({ app, actor, response, query: { organ } }) {
    const [directory, found] = await Promise.all([app.directory.current(), meetingList(app, actor, organ)]);
    const names = namesIn(directory);
    renderPage(response, 'meetings', {
      title: 'Møder',
      mayPlan: isSecretariat(actor),
      organs: organChoices(directory, organ ?? ''),
      groups: [
        { id: 'kommende', heading: 'Kommende', rows: found.coming.map((task) => meetingLine(task, names)) },
        { id: 'tidligere', heading: 'Tidligere', rows: found.past.map((task) => meetingLine(task, names)) },
      ],
    });
  },
});

const organChoices = ({ organs }: Directory, chosen: string) =>
  [...organs.values()].map(({ id, name }) => ({ value: id, text: name, selected: id === chosen }));

type PlanFields = Record<'organ' | 'date' | 'startsAt' | 'endsAt' | 'place', string>;

/** The form of a new meeting, with what is wrong with it, or what there is to think twice about. */
async function showPlan(
  app: App,
  response: Response,
  values: PlanFields,
  { error, warned }: { error?: string; warned?: { lines: string[]; understood: string } } = {},
) {
  renderPage(response, 'meeting-new', {
    title: 'Planlæg et møde',
    requestId: newRequestId(),
    today: localDay(await app.clock.now()),
    organs: organChoices(await app.directory.current(), values.organ),
    ...values,
    error: error ?? null,
    warned: warned ?? null,
  });
}

const planForm = operation({
  method: 'get',
  path: '/moeder/nyt',
  access: { role: 'secretariat' },
  schema: { query: z.object({ organ: z.string().catch('') }) },
  async handler({ app, response, query: { organ } }) {
    await showPlan(app, response, { organ, date: '', startsAt: '13:00', endsAt: '', place: '' });
  },
});

/** `understood`: what its sender has been warned of, and means all the same. */
const PlanForm = PlanMeetingInput.extend({
  understood: z.string().max(400).optional(),
});

const plan = operation({
  method: 'post',
  path: '/moeder',
  access: 'session',
  schema: { body: z.preprocess(withoutBlanks, PlanForm) },
  async handler(call) {
    const { app, actor, request, response, body, fields } = call;
    const { understood, ...meant } = body;
    const command = commandRequest(request);
    try {
      authorize(bySecretariat(actor));
      await assertAhead(app, meant.date);
      const lines = understood === planKey(meant) ? [] : await warningLines(app, meant, meetingIdFor(command));
      if (lines.length > 0) {
        const warned = { lines, understood: planKey(meant) };
        return await showPlan(app, response.status(409), planFieldsIn(fields), { warned });
      }
      const planned = await planMeeting(app, command, meant);
      response.redirect(303, withAfterParam(`/moeder/${planned.stream}`, planned));
    } catch (error) {
      await showPlanAgain(call, error);
    }
  },
  onBadInput: showPlanAgain,
});

const planFieldsIn = (fields: RefusedCall['fields']): PlanFields => {
  const text = (name: string) => textIn(fields, name);
  const [organ, date, place] = [text('organ'), text('date'), text('place')];
  return { organ, date, startsAt: text('startsAt'), endsAt: text('endsAt'), place };
};

async function showPlanAgain({ app, response, fields }: RefusedCall, error: unknown): Promise<void> {
  if (!isRefusal(error) || error.status !== 400) throw error;
  const { code, details } = error;
  const said = code === 'bad-input' ? 'Vælg et organ, og skriv dato og klokkeslæt.' : refusalInWords(code, details);
  await showPlan(app, response.status(400), planFieldsIn(fields), { error: said });
}

const page = operation({
  method: 'get',
  path: '/moeder/:meeting',
  access: 'session',
  schema: { params: OfMeeting },
  async handler({ app, actor, response, params: { meeting } }) {
    const view = await meetingView(app, actor, meeting);
    renderPage(response, 'meeting', await meetingPage(app, actor, view));
  },
});

export const meetingPages: readonly Operation[] = [list, planForm, plan, page, ...meetingActionPages];

const meetingLine = (task: MeetingTask, names: Names) => ({
  href: `/moeder/${task.meeting}`,
  organ: names.organ(task.organ),
  when: `${weekdayOf(task.date)} kl. ${pointed(task.startsAt)}`,
  items: task.items === 1 ? '1 punkt' : `${task.items} punkter`,
  state: stateBadge('meeting', task.state),
});
