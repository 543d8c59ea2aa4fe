/** What is done to an item, a meeting or a hearing by a program: one operation for each kind, which takes an event by its name. */
import { z } from 'zod';
import type { ApiEvent } from '#src/commands/action.ts';
import { committed } from '../answer.ts';
import { type BodyReader, jsonWhere } from '../body.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';

const TypeOf = z.looseObject({ type: z.string().max(60) });

/** Only events that bring a text along may be long. */
const eventReader = (events: Readonly<Record<string, ApiEvent>>): BodyReader =>
  jsonWhere((body) => {
    const { data } = TypeOf.safeParse(body);
    return data === undefined || events[data.type]?.isTextual === true;
  });

/**
 * An event by its name in `type`, whose other fields must be what its command takes. What is no event of the vocabulary,
 * `xstate.*` above all, ends here.
 */
export const eventOf = <Type extends string>(events: Readonly<Record<Type, { readonly input: z.ZodType }>>) =>
  TypeOf.transform(({ type, ...words }, context) => {
    const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (!isNameIn(events, type)) {
      refuse(['type'], `unknown event; known: ${Object.keys(events).join(', ')}`);
      return z.NEVER;
    }
    const read = events[type].input.safeParse(words);
    for (const { path, message } of read.error?.issues ?? []) refuse(path, message);
    return { type, input: read.data };
  });

const isNameIn = <Name extends string>(names: Readonly<Record<Name, unknown>>, name: string): name is Name =>
  Object.hasOwn(names, name);

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
    takes: eventReader(events),
    schema: { body: eventOf(events) },
    events: { subject, types: events },
    implies: { [subject]: ':id' },
    answers: committed(200, 'It is done and cannot be lost.'),
    async handler({ app, request, body: { type, input } }) {
      return events[type]?.run(app, commandRequest(request), input);
    },
  });
