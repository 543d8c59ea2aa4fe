/** What the organ decided on an item, clause by clause, and who was away; may be corrected until the meeting ends. */

import { z } from 'zod';
import type { MeetingContext } from '#machines/meeting/context.ts';
import { ClauseOutcome, Id } from '#machines/primitives.ts';
import { Absence, type DecisionDocument } from '#src/content/decision.ts';
import { RichText } from '#src/content/rich-text.ts';
import { notFound } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { hashJson } from '#src/store/record.ts';
import { readHead } from '#src/store/streams.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const RecordDecisionInput = z.strictObject({
  meeting: Id,
  item: Id,
  text: RichText,
  outcomes: z.array(ClauseOutcome).min(1).max(50),
  absences: z.array(Absence).max(20),
});

/** @throws Refusal `only-the-secretariat` (403), `item-on-agenda`, `not-in-this-state` (409) */
export async function recordDecision(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, item, ...decided } = readInput(RecordDecisionInput, input);
  const head = meeting.startsWith('meeting-') ? await readHead(parts.collections, meeting) : null;
  if (head === null) throw notFound('meeting');
  const { organ, date } = head.state.context as MeetingContext;
  const organName = (await parts.directory.current()).organs.get(organ)?.name ?? organ;
  const document: DecisionDocument = { kind: 'decision', meeting, organ, organName, date, ...decided };
  const decision = hashJson(document);
  return commitOnMeeting(
    parts,
    asked,
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
