/** The frozen agenda is sent to the members. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';

/**
 * `lateReason`: why it could not be sent in time (KSL § 8); printed on the agenda. Refused by `part-frozen`,
 * `late-needs-reason` (409).
 */
export const dispatchAgenda = meetingAction({
  event: 'dispatch',
  order: 70,
  input: z.strictObject({ meeting: Id, part: Id, lateReason: Reason.nullable() }),
  policy: bySecretariat,
  async prepare({ part, lateReason: text }, { deps, id }) {
    const { dispatchDueAt } = (await headOf(deps.collections, 'meeting', id)).state.context;
    const late = dispatchDueAt !== null && (await deps.clock.now()).getTime() >= Date.parse(dispatchDueAt);
    const reason = text === null ? null : reasonGiven(text);
    return {
      event: { type: 'dispatch', part, late, lateReason: reason?.hash ?? null },
      documents: reason ? [reason.document] : [],
    };
  },
  pages: [{ path: 'udsend', form: 'dispatch', on: 'meeting' }],
  ofAgenda: 'ahead',
});
