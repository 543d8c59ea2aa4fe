/** The meeting begins. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const BeginMeetingInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function beginMeeting(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting } = readInput(BeginMeetingInput, input);
  return commitOnMeeting(deps, request, meeting, { type: 'begin' });
}
