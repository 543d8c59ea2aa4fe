/**
 * What the organ decided on an item, clause by clause, and who was away; the wording may be corrected until the protocol is out for
 * signature, the outcome until the meeting ends.
 */

import { z } from 'zod';
import { ClauseOutcome, Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Absence, contentIn, type DecisionDocument, SubDecision } from '#src/documents/decision.ts';
import { RichText } from '#src/documents/rich-text.ts';
import { notAllowedNow } from '#src/errors.ts';
import { organName } from '#src/people/names.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { hashJson } from '#src/store/record.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const RecordDecisionInput = z.strictObject({
  meeting: Id,
  item: Id,
  text: RichText,
  outcomes: z.array(ClauseOutcome).min(1).max(50),
  absences: z.array(Absence).max(20),
  subDecisions: z.array(SubDecision).max(100).optional(),
});

/**
 * @throws Refusal `only-the-secretariat` (403), `item-on-agenda`, `not-in-this-state`, `same-outcome` (409); `sub-item-not-on-agenda`
 *   (409) for a sub-item that the pinned text does not have: what came up at the meeting is added with its reason instead
 */
export async function recordDecision(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, item, ...decided } = readInput(RecordDecisionInput, input);
  const head = await headOf(deps.collections, 'meeting', meeting);
  const { organ, date, items } = head.state.context;
  await assertSubItems(deps, items.find((listed) => listed.item === item)?.version ?? null, decided.subDecisions ?? []);
  const document: DecisionDocument = {
    kind: 'decision',
    meeting,
    organ,
    organName: organName(await deps.directory.current(), organ),
    date,
    ...decided,
  };
  const decision = hashJson(document);
  return commitOnMeeting(
    deps,
    request,
    meeting,
    {
      type: 'recordDecision',
      item,
      decision,
      outcomes: decided.outcomes,
    },
    [document],
  );
}

async function assertSubItems(
  { contents }: Pick<CommandDeps, 'contents'>,
  version: string | null,
  decisions: readonly SubDecision[],
): Promise<void> {
  const named = decisions.flatMap(({ subItem }) => subItem ?? []);
  if (named.length === 0) return;
  const pinned = version === null ? null : contentIn(await contents.read(version));
  const known = new Set(pinned?.subItems?.map(({ id }) => id));
  const unknown = named.find((id) => !known.has(id));
  if (unknown !== undefined) throw notAllowedNow('sub-item-not-on-agenda', { subItem: unknown });
}
