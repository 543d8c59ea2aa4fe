/** Meetings over the API: the list, a new one, one with its agenda, and its protocol. */
import { z } from 'zod';
import { assertAhead, PlanMeetingInput, planMeeting } from '#src/commands/meeting/plan.ts';
import { availableOnMeeting, meetingActions } from '#src/commands/meeting/registry.ts';
import { evidenceOf } from '#src/queries/evidence.ts';
import { meetingList } from '#src/queries/meeting-list.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import { answer, committed } from '../answer.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';
import { planWarnings } from '../pages/meeting/plan-warnings.ts';
import { MeetingId } from '../path-params.ts';
import { Meeting, MeetingList, MeetingWarnings, Protocol } from './answers-of-meetings.ts';
import { eventsOperation } from './events.ts';
import { MeetingListQuery, WarningsQuery } from './queries.ts';

const OfMeeting = z.object({ id: MeetingId });

export const meetingOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/meetings',
    access: 'session',
    summary: 'The meetings that one may know of.',
    schema: { query: MeetingListQuery },
    answers: answer('Those to come, earliest first, and those that have been, latest first.', MeetingList),
    handler: ({ app, actor, query }) => meetingList(app, actor, query.organ),
  }),
  operation({
    method: 'post',
    path: '/api/v1/meetings',
    access: 'session',
    summary: 'Plans a meeting.',
    schema: { body: PlanMeetingInput },
    answers: committed(201, 'The meeting is planned.'),
    handler: ({ app, request, body }) => planMeeting(app, commandRequest(request), body),
  }),
  operation({
    method: 'get',
    path: '/api/v1/meeting-warnings',
    access: { role: 'secretariat' },
    summary: 'What there is to think twice about before a meeting is planned or moved.',
    schema: { query: WarningsQuery },
    answers: answer(
      'The day, the other meetings of its organ, and who else has the room; none where there is nothing.',
      MeetingWarnings,
    ),
    async handler({ app, query: { meeting, ...plan } }) {
      await assertAhead(app, plan.date);
      return { warnings: await planWarnings(app, plan, meeting ?? '') };
    },
  }),
  operation({
    method: 'get',
    path: '/api/v1/meetings/:id',
    access: 'session',
    summary: 'A meeting with its agenda, and what the reader may do with it now.',
    schema: { params: OfMeeting },
    answers: answer('The meeting, and for the secretariat what waits to be put on its agenda.', Meeting),
    async handler({ app, actor, params: { id }, response }) {
      const { state, seq, history: _, ...shown } = await meetingView(app, actor, id);
      const agenda = shown.agenda.map(({ place, ...entry }) => ({ ...entry, standing: place }));
      const actions = availableOnMeeting(actor, state);
      response.set('ETag', `"${seq}"`);
      return { id, seq, state: state.value, context: state.context, ...shown, agenda, actions };
    },
  }),
  operation({
    method: 'get',
    path: '/api/v1/meetings/:id/protocol',
    access: 'session',
    summary: 'The protocol as it is signed: its text, its hash, and who has answered.',
    schema: { params: OfMeeting },
    answers: answer('The protocol.', Protocol),
    async handler({ app, actor, params: { id } }) {
      const { hash, document, present, absences, entries } = await readProtocol(app, actor, id);
      return { hash, document, present, absences, entries, evidence: await evidenceOf(app, id) };
    },
  }),
  eventsOperation('meetings', 'meeting', meetingActions),
];
