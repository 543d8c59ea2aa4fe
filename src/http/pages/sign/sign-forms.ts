/** How the forms of the protocol's pages become an action's input; `meeting` is added by the route. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { MeetingForm } from '#src/commands/meeting/meeting-action.ts';
import { readInput } from '#src/read-input.ts';

type Fields = Record<string, unknown>;

const SignForm = z.object({
  protocol: Hash,
  reservation: z.string().default(''),
  withReservation: z.string().optional(),
});
const RefuseForm = z.object({ protocol: Hash, reason: z.string() });
/** The secretariat notes it for somebody. */
const NoteForm = RefuseForm.extend({ person: Id });
const ReasonForm = z.object({ reason: z.string() });

export const signForms: Partial<Record<MeetingForm, (fields: Fields) => Fields>> = {
  button: () => ({}),
  reason: (fields) => readInput(ReasonForm, fields),
  refusal: (fields) => readInput(RefuseForm, fields),
  'noted-refusal': (fields) => readInput(NoteForm, fields),
  signature(fields) {
    const { protocol, reservation, withReservation } = readInput(SignForm, fields);
    // The button says which of the two it is: a text left in the field by mistake is no reservation.
    return { protocol, reservation: withReservation === undefined ? null : reservation };
  },
};
