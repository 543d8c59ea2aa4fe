/** The meeting ends: every item has its decision or is struck, and the decisions go into effect. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const EndMeetingInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function endMeeting(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting } = readInput(EndMeetingInput, input);
  return commitOnMeeting(parts, asked, meeting, { type: 'end' });
}
