/** The frozen agenda is sent to the members. */
import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { notAllowedNow } from '#src/errors.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { readyToSend } from '#src/store/editions.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { meetingAction } from './meeting-action.ts';
import { missingBilag } from './missing-bilag.ts';

/**
 * `lateReason`: why it could not be sent in time (KSL § 8); printed on the agenda. `acceptMissing`: the secretariat has seen which
 * bilag no PDF can be made of. Refused by `part-frozen`, `late-needs-reason`, `bilag-without-pdf` (409). The packet is sent along where
 * it is ready, and is never waited for.
 */
export const dispatchAgenda = meetingAction({
  event: 'dispatch',
  order: 70,
  input: z.strictObject({
    meeting: Id,
    part: Id,
    lateReason: Reason.nullable(),
    acceptMissing: z.boolean().optional(),
  }),
  policy: bySecretariat,
  async prepare({ part, lateReason: text, acceptMissing = false }, { deps, id }) {
    const head = await headOf(deps.collections, 'meeting', id);
    const { dispatchDueAt } = head.state.context;
    const late = dispatchDueAt !== null && (await deps.clock.now()).getTime() >= Date.parse(dispatchDueAt);
    const reason = text === null ? null : reasonGiven(text);
    const missing = await missingBilag(deps, head.state.context, part);
    if (missing.length > 0 && !acceptMissing) {
      throw notAllowedNow('bilag-without-pdf', {
        bilag: missing.map(({ item, bilag, label }) => ({ item, bilag, label })),
      });
    }
    // Why it is late is printed in the packet, which cannot have been built before it was written.
    const packets = late ? [] : await readyToSend(deps.collections, id, part === AGENDA ? null : part, head.seq);
    return {
      event: {
        type: 'dispatch',
        part,
        late,
        lateReason: reason?.hash ?? null,
        ...(packets.length === 0 ? {} : { packets }),
        ...(missing.length === 0 ? {} : { missing: missing.map(({ item, bilag }) => ({ item, bilag })) }),
      },
      documents: reason ? [reason.document] : [],
    };
  },
  pages: [{ path: 'udsend', form: 'dispatch', on: 'meeting' }],
  ofAgenda: 'ahead',
});
