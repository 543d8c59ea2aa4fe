/** A supplementary agenda (tillægsdagsorden) is opened after the agenda's freeze. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const AddPartInput = z.strictObject({ meeting: Id, part: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function addPart(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, part } = readInput(AddPartInput, input);
  return commitOnMeeting(parts, asked, meeting, { type: 'addPart', part });
}
