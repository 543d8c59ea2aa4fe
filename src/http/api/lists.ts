/** What waits for whoever is signed in. */
import { hearingTasksOf } from '#src/queries/hearing-tasks.ts';
import { myMeetings } from '#src/queries/my-meetings.ts';
import { tasksOf } from '#src/queries/my-tasks.ts';
import { answer } from '../answer.ts';
import { type Operation, operation } from '../operation.ts';
import { MyMeetings, Tasks } from './answers-of-meetings.ts';

export const listOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/tasks',
    access: 'session',
    summary: 'What waits for whoever is signed in, by role.',
    answers: answer('Lists, longest waiting first; null where the person has no role for them.', Tasks),
    async handler({ app, actor }) {
      const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
      const [tasks, hearings] = await Promise.all([tasksOf(app, directory, actor, now), hearingTasksOf(app, actor)]);
      return { ...tasks, hearings };
    },
  }),
  operation({
    method: 'get',
    path: '/api/v1/my-meetings',
    access: 'session',
    summary: 'The meetings of one’s organs, and protocols to sign.',
    answers: answer('The meetings.', MyMeetings),
    handler: ({ app, actor }) => myMeetings(app, actor),
  }),
];
