/** One's own absences over the API: who stands in, and from when until when. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { AbsenceInput, absencesOf, beginAbsence, endAbsence } from '#src/commands/people/absence.ts';
import { localDay } from '#src/people/local-day.ts';
import type { Delegation } from '#src/people/types.ts';
import { answer } from '../answer.ts';
import { noteSavedRecord } from '../note-saved-record.ts';
import { type Call, type Operation, operation } from '../operation.ts';
import { recordId } from '../path-params.ts';

const Absence = z.strictObject({
  id: Id,
  substitute: Id,
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  reason: z.string(),
});
const absenceData = ({ id, to, validFrom, validTo, reason }: Delegation) => ({
  id,
  substitute: to,
  from: validFrom,
  until: validTo,
  reason,
});

const noted = (call: Pick<Call, 'app' | 'response'>, saved: Delegation) =>
  absenceData(noteSavedRecord(call, 'delegations', saved));

export const absenceOperations: readonly Operation[] = [
  operation({
    method: 'get',
    path: '/api/v1/me/absences',
    access: 'session',
    summary: 'One’s own absences that are not over.',
    answers: answer('The absences, the earliest first.', z.strictObject({ absences: z.array(Absence) })),
    async handler({ app, actor }) {
      const [directory, now] = await Promise.all([app.directory.refresh(), app.clock.now()]);
      return { absences: absencesOf(directory, actor.person, localDay(now)).map(absenceData) };
    },
  }),
  operation({
    method: 'post',
    path: '/api/v1/me/absences',
    access: 'session',
    summary: 'Says that one is away, and who stands in; the substitute is mailed what waits already.',
    schema: { body: AbsenceInput },
    answers: answer('The absence.', Absence, 201),
    handler: async (call) => noted(call, await beginAbsence(call.app, call.body, call.actor.person)),
  }),
  operation({
    method: 'delete',
    path: '/api/v1/me/absences/:id',
    access: 'session',
    summary: 'Ends an absence of one’s own: from today on nobody stands in.',
    schema: { params: z.object({ id: recordId('delegation') }) },
    answers: answer('The absence, as it stays on record.', Absence),
    handler: async (call) => noted(call, await endAbsence(call.app, call.params.id, call.actor.person)),
  }),
];
