/** A party answers, or somebody who was not invited where the hearing is open to all. */
import { Id, Instant } from '#machines/primitives.ts';
import type { CommandDeps } from '#src/context.ts';
import { AnswerDocument } from '#src/documents/hearing.ts';
import { badInput } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';

/** Who answers and when the server received it; `party` is whom the link was for, null for the open form. */
export interface AskedByParty {
  party: string | null;
  /** One intention: the same form sent twice is one answer. */
  cause: string;
  /** Instant at which the server received the request. */
  receivedAt: string;
  /** Instant at which the server showed the form; null where that cannot be proved. */
  formOpenedAt: string | null;
}

export const AnswerHearingInput = AnswerDocument.omit({ kind: true, party: true, receivedAt: true, hearing: true })
  .extend({ hearing: Id })
  .refine(({ text, noRemarks, files }) => noRemarks || text !== '' || files.length > 0, { error: 'answer-empty' });

/**
 * @returns the transition; its number among the hearing's answers is the receipt's
 * @throws Refusal `answer-empty` (400), `may-answer` (409), `not-in-this-state` (409) before it opens and after it ended
 */
export async function answerHearing(deps: CommandDeps, request: AskedByParty, input: unknown): Promise<Committed> {
  const given = readInput(AnswerHearingInput, input);
  const { party, receivedAt, formOpenedAt, cause } = request;
  if (!Instant.safeParse(receivedAt).success) throw badInput({ rule: 'received-at' });
  await headOf(deps.collections, 'hearing', given.hearing);
  const document: AnswerDocument = { kind: 'answer', ...given, party, receivedAt };
  const event = {
    type: 'answer' as const,
    party,
    answer: hashJson(document),
    noRemarks: given.noRemarks && given.text === '' && given.files.length === 0,
    receivedAt,
    formOpenedAt,
  };
  return deps.commit({
    stream: given.hearing,
    origin: 'people',
    cause,
    documents: [document],
    decide: () => ({ event, actor: { kind: 'party', party } }),
  });
}
