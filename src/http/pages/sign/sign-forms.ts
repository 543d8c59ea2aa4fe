/** How the forms of the protocol's pages become an action's input; `meeting` is added by the route. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { SignatureForm } from '#src/commands/meeting/meeting-action.ts';

const SignForm = z.object({
  protocol: Hash,
  reservation: z.string().default(''),
  withReservation: z.string().optional(),
});
/** The button says which of the two it is: a text left in the field by mistake is no reservation. */
const signed = ({ protocol, reservation, withReservation }: z.infer<typeof SignForm>) => ({
  protocol,
  reservation: withReservation === undefined ? null : reservation,
});
const RefuseForm = z.object({ protocol: Hash, reason: z.string() });
/** The secretariat notes it for somebody. */
const NoteForm = RefuseForm.extend({ person: Id });

export const signForms: Record<SignatureForm, z.ZodType<Readonly<Record<string, unknown>>>> = {
  button: z.object({}),
  reason: z.object({ reason: z.string() }),
  signature: SignForm.transform(signed),
  refusal: RefuseForm,
  'noted-refusal': NoteForm,
};
