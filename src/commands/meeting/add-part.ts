/** A supplementary agenda (tillægsdagsorden) is opened after the agenda's freeze. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const AddPartInput = z.strictObject({ meeting: Id, part: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function addPart(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, part } = readInput(AddPartInput, input);
  return commitOnMeeting(deps, request, meeting, { type: 'addPart', part });
}
