/** A party answers, or somebody who was not invited where the hearing is open to all. */
import { Id, Instant } from '#machines/primitives.ts';
import { AnswerDocument } from '#src/documents/hearing.ts';
import { badInput } from '#src/errors.ts';
import { hashJson } from '#src/store/record.ts';
import { type PartyRequest, partyAction } from './hearing-action.ts';

/** Who answers and when the server received it; `party` is whom the link was for, null for the open form. */
export interface AnswerRequest extends PartyRequest {
  /** Instant at which the server received the request. */
  receivedAt: string;
  /** Instant at which the server showed the form; null where that cannot be proved. */
  formOpenedAt: string | null;
}

/**
 * The answer's number among the hearing's is the receipt's. Refused by `answer-empty` (400), `may-answer` (409),
 * `not-in-this-state` (409) before it opens and after it ended.
 */
export const answerHearing = partyAction({
  event: 'answer',
  input: AnswerDocument.omit({ kind: true, party: true, receivedAt: true, hearing: true })
    .extend({ hearing: Id })
    .refine(({ text, noRemarks, files }) => noRemarks || text !== '' || files.length > 0, { error: 'answer-empty' }),
  prepare(given, { request: { party, receivedAt, formOpenedAt }, id }: { request: AnswerRequest; id: string }) {
    if (!Instant.safeParse(receivedAt).success)
      throw badInput([{ path: ['receivedAt'], message: 'an instant is expected' }], { rule: 'received-at' });
    const document: AnswerDocument = { kind: 'answer', ...given, hearing: id, party, receivedAt };
    const noRemarks = given.noRemarks && given.text === '' && given.files.length === 0;
    return {
      event: { type: 'answer', party, answer: hashJson(document), noRemarks, receivedAt, formOpenedAt },
      documents: [document],
    };
  },
});
