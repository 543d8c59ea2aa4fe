/** The meeting begins. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const BeginMeetingInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function beginMeeting(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting } = readInput(BeginMeetingInput, input);
  return commitOnMeeting(parts, asked, meeting, { type: 'begin' });
}
