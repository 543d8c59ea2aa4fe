/** "Drift": queues, what is stuck, deliveries and failed mail with another try, and who there is. */
import { Router } from 'express';
import { z } from 'zod';
import type { Addressee } from '#machines/effects.ts';
import { requireActor } from '#src/auth/middleware.ts';
import { notFound } from '#src/errors.ts';
import type { Delivery } from '#src/store/collections.ts';
import { reopenDelivery } from '#src/store/ledger.ts';
import { DeliveryQuery, operations } from '#src/views/operations.ts';
import { momentOf, waitedFor } from '../dates.ts';
import { fieldsOf, formBody, read } from '../form.ts';
import { type Names, namesIn } from '../names.ts';
import { renderPage } from '../render.ts';
import { stateLook } from '../state-look.ts';
import type { Web } from '../web.ts';
import { hasSentence, sentenceOf, word, wordsOf } from '../words.ts';

const Retry = z.object({ key: z.string().regex(/^[A-Za-z0-9-]{1,64}\.\d{1,9}-\d{1,4}$/) });
const QUEUE_FIGURES = ['waiting', 'active', 'delayed', 'failed'] as const;

export function adminRoutes({ app }: Web): Router {
  const router = Router();
  router.use('/drift', requireActor('admin'));

  router.get('/drift', async (request, response) => {
    const query = read(DeliveryQuery, request.query);
    const [directory, now] = await Promise.all([app.directory.current(), app.clock.now()]);
    const state = await operations(app, directory, query, now);
    const names = namesIn(directory);
    renderPage(response, 'admin', {
      title: 'Drift',
      queue:
        state.queue && QUEUE_FIGURES.map((name) => ({ name: word('queue', name), count: state.queue?.[name] ?? 0 })),
      pending: state.pending,
      open: state.counts.open,
      failed: state.counts.failed,
      reconcile: state.reconcile && { overdue: state.reconcile.overdue, until: momentOf(state.reconcile.until) },
      stuck: state.stuck.map((item) => ({
        item: item.item,
        state: stateLook(item.state),
        holder: item.waitsForOffice
          ? names.office(item.waitsForOffice)
          : item.waitsForOrgan
            ? names.organ(item.waitsForOrgan)
            : '',
        vacant: item.vacant,
        waited: waitedFor(item.at, now),
      })),
      states: wordsOf('deliveryStates').map(([value, text]) => ({ value, text, selected: value === query.state })),
      kinds: wordsOf('deliveryKinds').map(([value, text]) => ({ value, text, selected: value === query.kind })),
      deliveries: state.deliveries.map((delivery) => deliveryLine(delivery, names)),
      people: [...directory.people.values()].map(({ name, title, roles, active }) => ({
        name,
        title: title ?? '',
        roles: roles.map((role) => word('roles', role)).join(', '),
        active,
      })),
    });
  });

  router.post('/drift/proev-igen', formBody, async (request, response) => {
    const { key } = read(Retry, fieldsOf(request));
    if (!(await reopenDelivery(app.collections, key))) throw notFound('delivery');
    // Where the bell is broken the timer of a worker finds the row.
    await app.doorbell.ring([key]).catch(() => undefined);
    response.redirect(303, '/drift');
  });
  return router;
}

function deliveryLine({ _id, effect, state, attempts, note, createdAt, stream, messages }: Delivery, names: Names) {
  return {
    key: _id,
    what:
      effect.kind === 'mail'
        ? `${word('mailTemplates', effect.params.template)} til ${addressee(effect.params.to, names)}`
        : effect.kind === 'signal'
          ? `${word('events', effect.params.event.type)} (besked til ${effect.params.stream.startsWith('item-') ? 'punkt' : 'møde'})`
          : word('deliveryKinds', effect.kind),
    stream,
    streamHref: `/${stream.startsWith('item-') ? 'punkter' : 'moeder'}/${stream}`,
    state: stateLook(state, 'deliveryStates'),
    attempts,
    note: note === null ? '' : noteOf(note),
    sent: messages.length,
    at: momentOf(createdAt),
    mayRetry: state === 'failed',
  };
}

/** Why a delivery came to nothing: a rule, a reason of ours, or what the other side answered. */
const noteOf = (note: string): string => (hasSentence(note) ? sentenceOf(note).text : word('deliveryNotes', note));

function addressee(to: Addressee, names: Names): string {
  if ('office' in to) return names.office(to.office);
  if ('person' in to) return names.person(to.person);
  if ('organ' in to) return names.organ(to.organ);
  return word('addressees', Object.keys(to)[0] ?? '');
}
