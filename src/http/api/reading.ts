/** What the pages show in lists and beside an item, for programs. */
import { type Request, Router } from 'express';
import { actorOrRefuse } from '#src/auth/middleware.ts';
import { assertKnown } from '#src/commands/item/assert-known.ts';
import { changedSteps, changeRoute } from '#src/commands/item/change-route.ts';
import { readAgenda } from '#src/importer/read-agenda.ts';
import { canWithHearing } from '#src/policies/hearing-policies.ts';
import { isInside } from '#src/policies/item-policies.ts';
import { mayWriteItems } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { hearingList } from '#src/queries/hearing-list.ts';
import { hearingTasksOf } from '#src/queries/hearing-tasks.ts';
import { routeOf } from '#src/queries/item-route.ts';
import { timelineOf, versionsOf } from '#src/queries/item-timeline.ts';
import { meetingList } from '#src/queries/meeting-list.ts';
import { myMeetings } from '#src/queries/my-meetings.ts';
import { tasksOf } from '#src/queries/my-tasks.ts';
import { routeImpact } from '#src/queries/route-impact.ts';
import { eventBody, read } from '../form.ts';
import { readableHearing } from '../pages/hearing/hearing-access.ts';
import { warningsOf } from '../pages/hearing/window-warnings.ts';
import { isOutward, readableItem } from '../pages/item/item-access.ts';
import { holderNow, readableText } from '../pages/item/item-page.ts';
import { versionIn } from '../pages/item/version-page.ts';
import type { Web } from '../web.ts';
import { ImpactInput, MeetingListQuery, ReadTextInput, VersionQuery, WindowInput } from './queries.ts';
import { importBody } from './routes.ts';

export function readingRoutes({ app }: Web): Router {
  const router = Router();

  router.get('/api/v1/tasks', async (request: Request, response) => {
    const actor = actorOrRefuse(request);
    const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
    const [tasks, hearings] = await Promise.all([tasksOf(app, directory, actor, now), hearingTasksOf(app, actor)]);
    response.json({ ...tasks, hearings });
  });
  router.get('/api/v1/meetings', async (request: Request, response) => {
    const { organ } = read(MeetingListQuery, request.query);
    response.json(await meetingList(app, actorOrRefuse(request), organ));
  });
  router.get('/api/v1/my-meetings', async (request: Request, response) => {
    response.json(await myMeetings(app, actorOrRefuse(request)));
  });
  router.get('/api/v1/hearings', async (request: Request, response) => {
    response.json({ hearings: await hearingList(app, actorOrRefuse(request)) });
  });

  router.get('/api/v1/items/:id/story', async (request: Request, response) => {
    const readable = await readableItem(app, request);
    const { history, directory, now } = readable;
    const { context, head, records } = history;
    const inside = isInside(readable.actor, context);
    const whole = timelineOf(history, directory);
    response.json({
      holder: await holderNow(app, readable),
      route: routeOf(directory, context, head.to, records, now),
      timeline: inside
        ? whole
        : whole.filter(({ event }) => isOutward(event)).map((each) => ({ ...each, version: null })),
      versions: inside ? versionsOf(history, whole) : [],
    });
  });
  router.get('/api/v1/items/:id/versions/:n', async (request: Request, response) => {
    const { against } = read(VersionQuery, request.query);
    const readable = await readableItem(app, request);
    const asked = String(request.params.n);
    const number = /^[1-9]\d*$/.test(asked) ? Number(asked) : Number.NaN;
    const { version, content, comparedWith, changes } = versionIn(readable, number, against ?? null);
    const { n, at, by, event } = version;
    response.json({ n, at, by, event, content: readableText(readable, content), comparedWith, changes });
  });
  router.post('/api/v1/items/:id/route-impact', eventBody, async (request: Request, response) => {
    const { actor, target, history, directory } = await readableItem(app, request);
    authorize(changeRoute.policy(actor, target));
    const { steps } = read(ImpactInput, request.body);
    assertKnown(
      steps.map(({ step }) => step),
      directory,
    );
    response.json(routeImpact(history.state, changedSteps(history.context, steps)));
  });

  router.post('/api/v1/hearings/:id/window-warnings', eventBody, async (request: Request, response) => {
    const { history, actor, target } = await readableHearing(app, request, String(request.params.id));
    authorize(canWithHearing(actor, 'schedule', target));
    response.json({ warnings: await warningsOf(app, history, read(WindowInput, request.body)) });
  });

  router.post('/api/v1/imports/readings', importBody, async (request: Request, response) => {
    authorize(mayWriteItems(actorOrRefuse(request)));
    response.json(readAgenda(Buffer.from(read(ReadTextInput, request.body).text)));
  });
  return router;
}
