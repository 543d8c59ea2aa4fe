/** A frozen agenda that has not been sent is opened again. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const ThawAgendaInput = z.strictObject({ meeting: Id, part: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function thawAgenda(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, part } = readInput(ThawAgendaInput, input);
  return commitOnMeeting(deps, request, meeting, { type: 'thaw', part });
}
