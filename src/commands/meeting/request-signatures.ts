/** The protocol of a meeting that has ended is made, and those who sign are asked. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { protocolOf } from '#src/documents/protocol-document.ts';
import { bySecretariat } from '#src/policies/roles.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { ruleOf } from './context-rules.ts';
import { meetingAction } from './meeting-action.ts';

/**
 * The protocol names the head of the chain that it was made from, and must still be the whole of it when it is committed: where
 * somebody corrects the attendance in between, this is what gives way. Refused by `somebody-signs` (409), `changed-meanwhile` (412).
 */
export const requestSignatures = meetingAction({
  event: 'requestSignatures',
  order: 140,
  input: z.strictObject({ meeting: Id }),
  policy: bySecretariat,
  async prepare(_, { deps, request, id }) {
    const head = await headOf(deps.collections, 'meeting', id);
    const document = protocolOf(await deps.directory.current(), head);
    return {
      event: { type: 'requestSignatures', protocol: hashJson(document) },
      documents: [document],
      expectedSeq: request.expectedSeq ?? head.seq,
    };
  },
  pages: [{ path: 'til-underskrift', form: 'button', on: 'protocol' }],
  contextRule: ruleOf('somebody-signs'),
});
