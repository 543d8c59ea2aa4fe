/** The frozen agenda is sent to the members. */
import { z } from 'zod';
import { AGENDA } from '#machines/meeting/context.ts';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/documents/decision.ts';
import { notAllowedNow } from '#src/errors.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { readyToSend } from '#src/store/editions.ts';
import type { ItemFault } from '#src/store/models/edition.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { alteredItems } from './altered-items.ts';
import { meetingAction } from './meeting-action.ts';
import { type BilagWithoutPdf, missingBilag } from './missing-bilag.ts';

/**
 * `lateReason`: why it could not be sent in time (KSL § 8); printed on the agenda. `acceptMissing`: the secretariat has seen which
 * bilag no PDF can be made of, and which items are not printed as they were written. Refused by `part-frozen`, `late-needs-reason`,
 * `items-printed-otherwise`, `bilag-without-pdf` (409). The packet is sent along where it is ready, and is never waited for.
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
    const supplement = part === AGENDA ? null : part;
    if (!acceptMissing) assertAsWritten(missing, await alteredItems(deps, id, supplement, head.seq));
    // Why it is late is printed in the packet, which cannot have been built before it was written.
    const packets = late ? [] : await readyToSend(deps.collections, id, supplement, head.seq);
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

/** Says all that is to be accepted at once: whoever accepts it has seen it. */
function assertAsWritten(missing: readonly BilagWithoutPdf[], items: readonly ItemFault[]): void {
  const bilag = missing.map(({ item, bilag, label }) => ({ item, bilag, label }));
  if (items.length > 0) {
    const names = items.map(({ number, title }) => (number === null ? title : `${number}. ${title}`));
    throw notAllowedNow('items-printed-otherwise', { names: names.join(', '), items, bilag });
  }
  if (bilag.length > 0) throw notAllowedNow('bilag-without-pdf', { bilag });
}
