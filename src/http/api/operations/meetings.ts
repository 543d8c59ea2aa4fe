/** Meetings and their papers. */
import { PlanMeetingInput } from '#src/commands/meeting/plan.ts';
import { meetingActions } from '#src/commands/meeting/registry.ts';
import { Meeting, MeetingList, Protocol } from '../answers-of-meetings.ts';
import { answer, committed, file, type Operation } from '../operation.ts';
import { MeetingListQuery } from '../queries.ts';

const paper = (name: string, summary: string): Operation => ({
  method: 'get',
  path: `/api/v1/meetings/{meeting}/${name}.pdf`,
  summary,
  session: true,
  answers: file('Tagged and PDF/UA-1; without what the reader may not know.', 'application/pdf'),
});

export const meetingOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/meetings',
    summary: 'The meetings that one may know of.',
    session: true,
    query: MeetingListQuery,
    answers: answer('Those to come, earliest first, and those that have been, latest first.', MeetingList),
  },
  {
    method: 'post',
    path: '/api/v1/meetings',
    summary: 'Plans a meeting.',
    session: true,
    body: PlanMeetingInput,
    answers: committed(201, 'The meeting is planned.'),
  },
  {
    method: 'get',
    path: '/api/v1/meetings/{id}',
    summary: 'A meeting with its agenda, and what the reader may do with it now.',
    session: true,
    answers: answer('The meeting, and for the secretariat what waits to be put on its agenda.', Meeting),
  },
  {
    method: 'get',
    path: '/api/v1/meetings/{id}/protocol',
    summary: 'The protocol as it is signed: its text, its hash, and who has answered.',
    session: true,
    answers: answer('The protocol.', Protocol),
  },
  paper('agenda', 'The agenda on paper.'),
  paper('protocol', 'The protocol on paper, with the signatures.'),
  paper('published', 'The agenda as it was published, word for word, where the meeting was read from one.'),
  {
    method: 'post',
    path: '/api/v1/meetings/{id}/events',
    summary: 'Does something to a meeting.',
    session: true,
    events: meetingActions,
    inPath: ['meeting'],
    answers: committed(200, 'It is done and cannot be lost.'),
  },
];
