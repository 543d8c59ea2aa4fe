/** What is done to an item, a meeting or a hearing by a program: one operation for each kind, which takes an event by its name. */
import type { IncomingMessage } from 'node:http';
import express, { type Request } from 'express';
import { z } from 'zod';
import type { ApiEvent } from '#src/commands/action.ts';
import { badInput, Refusal } from '#src/errors.ts';
import { readInput } from '#src/read-input.ts';
import { committed } from '../answer.ts';
import { type BodyReader, givenIn } from '../body.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';

const EVENT_LIMIT = 64 * 1024;
const bodySizes = new WeakMap<IncomingMessage, number>();
/** Takes up to 1 MB, and remembers how much it was: only events that bring a text along may be that large. */
const ANY_EVENT: BodyReader = {
  kind: 'json',
  parse: express.json({
    limit: '1mb',
    verify: (request, _response, body) => void bodySizes.set(request, body.length),
  }),
};

const Event = z.looseObject({ type: z.string().max(60) });

/** @param subject what the events call the one they are about; the path says which it is */
export const eventsOperation = (
  place: 'items' | 'meetings' | 'hearings',
  subject: 'item' | 'meeting' | 'hearing',
  events: Readonly<Record<string, ApiEvent>>,
): Operation =>
  operation({
    method: 'post',
    path: `/api/v1/${place}/:id/events`,
    access: 'session',
    summary: `Does something to ${subject === 'item' ? 'an' : 'a'} ${subject}.`,
    takes: ANY_EVENT,
    schema: { params: z.object({ id: z.string() }) },
    events: { subject, types: events },
    implies: { [subject]: ':id' },
    answers: committed(200, 'It is done and cannot be lost.'),
    handler({ app, request, params }) {
      const { event, input } = eventIn(request, events);
      return event.run(app, commandRequest(request), { ...input, [subject]: params.id });
    },
  });

/** Finds the command of the event; what is no event of the vocabulary, `xstate.*` above all, ends here. */
function eventIn(request: Request, events: Readonly<Record<string, ApiEvent>>) {
  const { type, ...input } = readInput(Event, givenIn(request, ANY_EVENT));
  const event = Object.hasOwn(events, type) ? events[type] : undefined;
  if ((bodySizes.get(request) ?? 0) > EVENT_LIMIT && event?.isTextual !== true) {
    throw new Refusal('body-too-large', 413, { limit: EVENT_LIMIT });
  }
  if (event === undefined)
    throw badInput([{ path: ['type'], message: `unknown event; known: ${Object.keys(events).join(', ')}` }]);
  return { event, input };
}
