/** The JSON API: the same commands and the same policies as the pages, with problems by RFC 9457. */
import type { IncomingMessage } from 'node:http';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { actorOrRefuse, requireActor } from '#src/auth/middleware.ts';
import type { ApiEvent } from '#src/commands/action.ts';
import { planHearing } from '#src/commands/hearing/plan.ts';
import { createItem } from '#src/commands/item/create.ts';
import { importAgenda } from '#src/commands/item/import-agenda.ts';
import { availableOnItem, itemActions } from '#src/commands/item/registry.ts';
import { saveDraftOf } from '#src/commands/item/save-draft.ts';
import { spinOffItem } from '#src/commands/item/spin-off.ts';
import { planMeeting } from '#src/commands/meeting/plan.ts';
import { availableOnMeeting, meetingActions } from '#src/commands/meeting/registry.ts';
import { badInput, Refusal } from '#src/errors.ts';
import { visitsOf } from '#src/links/party-visits.ts';
import { seesDraft } from '#src/policies/item-policies.ts';
import { evidenceOf } from '#src/queries/evidence.ts';
import { draftOf, versionContent } from '#src/queries/item.ts';
import { itemList } from '#src/queries/item-list.ts';
import { meetingView } from '#src/queries/meeting-page.ts';
import { readProtocol } from '#src/queries/protocol.ts';
import type { Committed } from '#src/store/commit.ts';
import { machineOf } from '#src/store/record.ts';
import { commandRequest, draftBody, eventBody, read } from '../form.ts';
import { readableHearing } from '../pages/hearing/hearing-access.ts';
import { readableItem } from '../pages/item/item-access.ts';
import { readableText } from '../pages/item/item-page.ts';
import { refusalOf } from '../problems.ts';
import type { Web } from '../web.ts';
import { hearingEvents } from './hearing-events.ts';
import { ItemQuery } from './queries.ts';

const EVENT_LIMIT = 64 * 1024;
const bodySizes = new WeakMap<IncomingMessage, number>();
/** Takes up to 1 MB, and remembers how much it was: only events that bring a text along may be that large. */
const anyEventBody = express.json({
  limit: '1mb',
  verify: (request, _response, body) => void bodySizes.set(request, body.length),
});

/** A whole agenda as text. */
export const importBody = express.json({ limit: '3mb' });

const Event = z.looseObject({ type: z.string().max(60) });

export function apiRoutes({ app }: Web): Router {
  const router = Router();
  router.use('/api/v1', requireActor());

  router.get('/api/v1/items', async (request, response) => {
    response.json(await itemList(app, actorOrRefuse(request), read(ItemQuery, request.query)));
  });
  router.post('/api/v1/items', eventBody, async (request, response) => {
    answer(response, await createItem(app, commandRequest(request), jsonOf(request)), 201);
  });
  router.post(
    '/api/v1/items/:id/sub-items/:subItem/item',
    eventBody,
    async (request: Request<{ id: string; subItem: string }>, response) => {
      const { id: item, subItem } = request.params;
      answer(
        response,
        await spinOffItem(app, commandRequest(request as Request), { ...jsonOf(request as Request), item, subItem }),
        201,
      );
    },
  );
  router.post('/api/v1/imports', importBody, async (request, response) => {
    response.status(201).json(await importAgenda(app, commandRequest(request), jsonOf(request)));
  });
  router.get('/api/v1/items/:id', async (request, response) => {
    const { history, actor, target } = await readableItem(app, request);
    const { context, head, id } = history;
    const draft = seesDraft(actor, target) ? await draftOf(app, id) : null;
    const content = context.version ? versionContent(history, context.version.hash) : null;
    response.set('ETag', `"${head.seq}"`).json({
      id,
      seq: head.seq,
      state: head.to,
      context,
      content: content && readableText({ actor, target }, content),
      draft: draft && { rev: draft.rev, ...draft.body },
      actions: availableOnItem(actor, target),
    });
  });
  router.put('/api/v1/items/:id/draft', draftBody, async (request: Request<{ id: string }>, response) => {
    const saved = await saveDraftOf(app, commandRequest(request as Request), {
      ...jsonOf(request),
      item: request.params.id,
    });
    response.json(saved);
  });
  router.post('/api/v1/items/:id/events', anyEventBody, (request: Request<{ id: string }>, response) =>
    act(request, response, itemActions, (input) => ({ ...input, item: request.params.id })),
  );

  router.post('/api/v1/meetings', eventBody, async (request, response) => {
    answer(response, await planMeeting(app, commandRequest(request), jsonOf(request)), 201);
  });
  router.get('/api/v1/meetings/:id', async (request, response) => {
    const { id } = request.params;
    const actor = actorOrRefuse(request);
    const { state, seq, history: _, ...shown } = await meetingView(app, actor, id);
    const actions = availableOnMeeting(actor, state);
    response.set('ETag', `"${seq}"`).json({ id, seq, state: state.value, context: state.context, ...shown, actions });
  });
  router.post('/api/v1/meetings/:id/events', anyEventBody, (request: Request<{ id: string }>, response) =>
    act(request, response, meetingActions, (input) => ({ ...input, meeting: request.params.id })),
  );

  router.get('/api/v1/meetings/:id/protocol', async (request, response) => {
    const { hash, document, present, absences, entries } = await readProtocol(
      app,
      actorOrRefuse(request),
      request.params.id,
    );
    response.json({ hash, document, present, absences, entries, evidence: await evidenceOf(app, request.params.id) });
  });

  router.post('/api/v1/hearings', eventBody, async (request, response) => {
    answer(response, await planHearing(app, commandRequest(request), jsonOf(request)), 201);
  });
  router.get('/api/v1/hearings/:id', async (request, response) => {
    const { history } = await readableHearing(app, request, request.params.id);
    const { id, head, state, context, answers, note } = history;
    const visits = await visitsOf(app.connection, id);
    const parties = history.parties.map((party) => ({ ...party, visitedAt: visits.get(party.party) ?? null }));
    response
      .set('ETag', `"${head.seq}"`)
      .json({ id, seq: head.seq, state: state.value, context, parties, answers, note });
  });
  router.post('/api/v1/hearings/:id/events', anyEventBody, (request: Request<{ id: string }>, response) =>
    act(request, response, hearingEvents, (input) => ({ ...input, hearing: request.params.id })),
  );

  /** Finds the command of the event; what is no event of the vocabulary, `xstate.*` above all, ends here. */
  async function act(
    request: Request<{ id: string }>,
    response: Response,
    events: Readonly<Record<string, ApiEvent>>,
    named: (input: Record<string, unknown>) => unknown,
  ): Promise<void> {
    const { type, ...input } = read(Event, jsonOf(request));
    const event = Object.hasOwn(events, type) ? events[type] : undefined;
    if ((bodySizes.get(request) ?? 0) > EVENT_LIMIT && event?.isTextual !== true) {
      throw new Refusal('body-too-large', 413, { limit: EVENT_LIMIT });
    }
    if (event === undefined)
      throw badInput({
        issues: [{ path: ['type'], message: `unknown event; known: ${Object.keys(events).join(', ')}` }],
      });
    answer(response, await event.run(app, commandRequest(request as Request), named(input)), 200);
  }
  return router;
}

const PLACES = { 'agenda-item': 'items', meeting: 'meetings', hearing: 'hearings' } as const;

/** @throws Refusal `bad-input` for anything but a JSON object, and for a body that is not JSON (415) */
function jsonOf(request: Request<{ id: string }> | Request): Record<string, unknown> {
  if (!request.is('json')) throw refusalOf({ type: 'charset.unsupported' });
  const body: unknown = request.body;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw badInput({ issues: [{ path: [], message: 'a JSON object is expected' }] });
}

function answer(response: Response, committed: Committed, status: number): void {
  const place = PLACES[machineOf(committed.stream)];
  if (status === 201) response.location(`/api/v1/${place}/${committed.stream}`);
  response.status(status).set('ETag', `"${committed.seq}"`).json(committed);
}
