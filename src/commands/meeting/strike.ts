/** An item is taken off a frozen agenda: it keeps its number, is printed as "udgår", and waits for another meeting. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const StrikeItemInput = z.strictObject({ meeting: Id, item: Id, reason: Reason });

/** @throws Refusal `only-the-secretariat` (403), `item-on-agenda`, `item-undecided` (409) */
export async function strikeItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, item, reason: text } = readInput(StrikeItemInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnMeeting(deps, request, meeting, { type: 'strike', item, reason }, [document]);
}
