/** Somebody will not sign, with a reason; or the secretariat notes that somebody cannot. It is an answer, and printed. */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySignerOrSecretariat, mayAnswerFor } from '#src/policies/meeting-policies.ts';
import { authorize } from '#src/policies/verdict.ts';
import { reasonGiven } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

/**
 * `person` is somebody else only where the secretariat notes it for them. Refused by `only-the-secretariat` (403) for somebody
 * else, `is-signer`, `not-answered-yet` (409), `current-protocol` (412).
 */
export const refuseSignature = meetingAction({
  event: 'refuse',
  order: 160,
  input: z.strictObject({ meeting: Id, protocol: Hash, reason: Reason, person: Id.optional() }),
  policy: bySignerOrSecretariat,
  prepare({ protocol, reason: text, person }, { request: { actor } }) {
    const signer = person ?? actor.person;
    authorize(mayAnswerFor(actor, signer));
    const { document, hash: reason } = reasonGiven(text);
    return { event: { type: 'refuse', person: signer, protocol, reason }, documents: [document] };
  },
  pages: [
    { path: 'naegt', form: 'refusal', on: 'signing' },
    { path: 'noter-naegtelse', form: 'noted-refusal', on: 'protocol' },
  ],
});
