/** The meeting ends: every item has its decision or is struck, and the decisions go into effect. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const EndMeetingInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function endMeeting(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting } = readInput(EndMeetingInput, input);
  return commitOnMeeting(deps, request, meeting, { type: 'end' });
}
