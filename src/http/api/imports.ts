/** Published texts over the API: read, and taken in. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { ImportAgendaInput, importAgenda } from '#src/commands/item/import-agenda.ts';
import { readAgendaApart } from '#src/importer/read-apart.ts';
import { mayWriteItems } from '#src/policies/roles.ts';
import { authorize } from '#src/policies/verdict.ts';
import { answer } from '../answer.ts';
import { json } from '../body.ts';
import { commandRequest } from '../form.ts';
import { type Operation, operation } from '../operation.ts';
import { Reading } from './answers-of-service.ts';
import { ReadTextInput } from './queries.ts';

/** A whole agenda as text. */
const AGENDA = json('3mb');

export const importOperations: readonly Operation[] = [
  operation({
    method: 'post',
    path: '/api/v1/imports',
    access: 'session',
    summary: 'Makes drafts of a published agenda or item, and plans its meeting if that is wanted.',
    keyed: true,
    takes: AGENDA,
    schema: { body: ImportAgendaInput },
    answers: answer(
      'The new items, and the meeting.',
      z.strictObject({ items: z.array(Id), meeting: Id.nullable() }),
      201,
    ),
    async handler({ app, request, body }) {
      const { items, meeting } = await importAgenda(app, commandRequest(request), body);
      return { items: items.map(({ id }) => id), meeting };
    },
  }),
  operation({
    method: 'post',
    path: '/api/v1/imports/readings',
    access: 'session',
    summary: 'Says what would be understood of a published text; nothing is stored.',
    takes: AGENDA,
    schema: { body: ReadTextInput },
    answers: answer('What was understood, and what to look at.', Reading),
    async handler({ actor, body }) {
      authorize(mayWriteItems(actor));
      const { imported } = await readAgendaApart(Buffer.from(body.text), actor.person);
      return imported;
    },
  }),
];
