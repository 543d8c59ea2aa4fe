/** An item is taken off a frozen agenda: it keeps its number, is printed as "udgår", and waits for another meeting. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import { Reason } from '#src/content/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { reasonGiven } from './documents.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const StrikeItemInput = z.strictObject({ meeting: Id, item: Id, reason: Reason });

/** @throws Refusal `only-the-secretariat` (403), `item-on-agenda`, `item-undecided` (409) */
export async function strikeItem(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, item, reason: text } = readInput(StrikeItemInput, input);
  const { document, hash: reason } = reasonGiven(text);
  return commitOnMeeting(parts, asked, meeting, { type: 'strike', item, reason }, [document]);
}
