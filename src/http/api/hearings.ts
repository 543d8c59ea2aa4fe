/** Hearings over the API, for those who run them. */
import { z } from 'zod';
import { PlanHearingInput, planHearing } from '#src/commands/hearing/plan.ts';
import { hearingActions } from '#src/commands/hearing/registry.ts';
import { visitsOf } from '#src/links/party-visits.ts';
import { mayRunHearing } from '#src/policies/hearing-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { hearingList } from '#src/queries/hearing-list.ts';
import { answer, committed } from '../answer.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';
import { readableHearing } from '../pages/hearing/hearing-access.ts';
import { warningsOf } from '../pages/hearing/window-warnings.ts';
import { HearingId } from '../path-params.ts';
import { Hearing, HearingList } from './answers.ts';
import { WindowWarnings } from './answers-of-service.ts';
import { eventsOperation } from './events.ts';
import { WindowInput } from './queries.ts';

const OfHearing = z.object({ id: HearingId });

export const hearingOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/hearings',
    access: 'session',
    summary: 'The hearings of the items that one may read.',
    answers: answer('The hearings.', HearingList),
    handler: async ({ app, actor }) => ({ hearings: await hearingList(app, actor) }),
  }),
  operation({
    method: 'post',
    path: '/api/v1/hearings',
    access: 'session',
    summary: 'Plans the hearing that an item waits for.',
    schema: { body: PlanHearingInput },
    answers: committed(201, 'The hearing is planned.'),
    handler: ({ app, request, body }) => planHearing(app, commandRequest(request), body),
  }),
  operation({
    method: 'get',
    path: '/api/v1/hearings/:id',
    access: 'session',
    summary: 'A hearing with its parties and answers.',
    schema: { params: OfHearing },
    answers: answer('The hearing.', Hearing),
    async handler({ app, request, response, params }) {
      const { history } = await readableHearing(app, request, params.id);
      const { id, head, state, context, answers, note } = history;
      const visits = await visitsOf(app.connection, id);
      const parties = history.parties.map((party) => ({ ...party, visitedAt: visits.get(party.party) ?? null }));
      response.set('ETag', `"${head.seq}"`);
      return { id, seq: head.seq, state: state.value, context, parties, answers, note };
    },
  }),
  operation({
    method: 'post',
    path: '/api/v1/hearings/:id/window-warnings',
    access: 'session',
    summary: 'What to think twice about before its window is set; nothing is changed.',
    schema: { params: OfHearing, body: WindowInput },
    answers: answer('In Danish sentences; none for a window that would be refused.', WindowWarnings),
    async handler({ app, request, params, body }) {
      const { history, actor, target } = await readableHearing(app, request, params.id);
      authorize(mayRunHearing(actor, target));
      return { warnings: await warningsOf(app, history, body) };
    },
  }),
  eventsOperation('hearings', 'hearing', hearingActions),
];
