/** A frozen agenda that has not been sent is opened again. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const ThawAgendaInput = z.strictObject({ meeting: Id, part: Id });

/** @throws Refusal `only-the-secretariat` (403), 409 by a rule of the machine */
export async function thawAgenda(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting, part } = readInput(ThawAgendaInput, input);
  return commitOnMeeting(parts, asked, meeting, { type: 'thaw', part });
}
