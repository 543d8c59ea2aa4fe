/** Drift for programs: who there is, how the machinery is doing, and another try for what failed. Only for administrators. */
import express, { type Request, Router } from 'express';
import { z } from 'zod';
import { actorOrRefuse, requireActor } from '#src/auth/middleware.ts';
import type { App } from '#src/context.ts';
import { notFound } from '#src/errors.ts';
import { type PeopleTable, rowsOf } from '#src/people/directory.ts';
import { SaveClosure, saveClosure } from '#src/people/save-closure.ts';
import { SaveDelegation, saveDelegation } from '#src/people/save-delegation.ts';
import { SaveOffice, saveOffice } from '#src/people/save-office.ts';
import { SaveOrgan, saveOrgan } from '#src/people/save-organ.ts';
import { SavePerson, savePerson } from '#src/people/save-person.ts';
import { type PeopleDeps, readInput } from '#src/people/save-row.ts';
import { Closure, Delegation, Office, Organ, Person, type Role } from '#src/people/types.ts';
import { operations } from '#src/queries/operations.ts';
import { jobFor } from '#src/queue/queues.ts';
import type { Delivery } from '#src/store/collections.ts';
import { reopenDelivery } from '#src/store/ledger.ts';
import { read } from '../form.ts';
import { previewImpact } from '../pages/admin/preview-impact.ts';
import type { Web } from '../web.ts';
import { OperationsQuery } from './queries.ts';

export interface RecordKind {
  row: z.ZodType;
  input: z.ZodObject;
  /** Who may read them: whoever plans routes has to know offices and organs. */
  readers: Role[];
  save(deps: PeopleDeps, input: unknown, by: string): Promise<{ rev: number }>;
}

const STAFF: Role[] = ['officer', 'approver', 'secretariat', 'admin'];
/** By their address. */
export const RECORDS: Readonly<Record<PeopleTable, RecordKind>> = {
  people: {
    row: Person,
    input: SavePerson,
    readers: ['admin'],
    save: savePerson,
  },
  offices: {
    row: Office,
    input: SaveOffice,
    readers: STAFF,
    save: saveOffice,
  },
  organs: { row: Organ, input: SaveOrgan, readers: STAFF, save: saveOrgan },
  delegations: {
    row: Delegation,
    input: SaveDelegation,
    readers: ['admin'],
    save: saveDelegation,
  },
  closures: {
    row: Closure,
    input: SaveClosure,
    readers: STAFF,
    save: saveClosure,
  },
};

const Key = z.string().regex(/^[A-Za-z0-9-]{1,64}\.\d{1,9}-\d{1,4}$/);
/** An organ has up to 400 members. */
const recordBody = express.json({ limit: '256kb' });

export function administrationApi({ app }: Web): Router {
  const router = Router();
  for (const [table, kind] of Object.entries(RECORDS)) recordRoutes(router, app, table as PeopleTable, kind);

  const admin = requireActor('admin');
  router.get('/api/v1/operations', admin, async (request: Request, response) => {
    const query = read(OperationsQuery, request.query);
    const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
    const { deliveries, ...figures } = await operations(app, directory, query, now);
    response.json({ ...figures, deliveries: deliveries.map(deliveryData) });
  });
  router.post('/api/v1/deliveries/:key/tries', admin, async (request: Request, response) => {
    const { key } = read(z.object({ key: Key }), request.params);
    const reopened = await reopenDelivery(app.collections, key);
    if (reopened === null) throw notFound('delivery');
    // Nobody waits for Redis: where it does not answer, reconcile finds the row.
    void app.queues.ensure([jobFor(reopened.effect)]).catch(() => undefined);
    response.status(204).end();
  });
  return router;
}

function recordRoutes(router: Router, app: App, table: PeopleTable, { readers, input, save }: RecordKind): void {
  const path = `/api/v1/${table}`;
  const admin = requireActor('admin');
  router.get(path, requireActor(...readers), async (_request, response) => {
    response.json({ [table]: rowsOf(await app.directory.refresh(), table) });
  });
  router.post(path, admin, recordBody, async (request: Request, response) => {
    const saved = await save(app, { ...Object(request.body), rev: null }, actorOrRefuse(request).person);
    response.status(201).json(saved);
  });
  router.post(`${path}/consequences`, admin, recordBody, async (request: Request, response) => {
    const { id, rev, ...fields } = readInput(input, request.body) as { id?: string; rev: number | null };
    const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
    const row = { ...fields, id: id ?? app.ids.next(table), rev: rev ?? 1 };
    response.json({ consequences: await previewImpact(app, directory, table, row, now) });
  });
  router.put(`${path}/:id`, admin, recordBody, async (request: Request, response) => {
    const { person } = actorOrRefuse(request);
    response.json(await save(app, { ...Object(request.body), id: String(request.params.id) }, person));
  });
}

/** Who was written to stays in the ledger: an administrator sees that, not what a closed item says. */
function deliveryData({
  _id: key,
  stream,
  seq,
  effect,
  state,
  attempts,
  messages,
  note,
  createdAt,
  closedAt,
}: Delivery) {
  const what =
    effect.kind === 'mail' ? effect.params.template : effect.kind === 'signal' ? effect.params.event.type : '';
  return {
    key,
    stream,
    seq,
    kind: effect.kind,
    what,
    state,
    attempts,
    sent: messages.length,
    note,
    createdAt,
    closedAt,
  };
}
