/** The agenda has been gone through by the direction and the chair before it goes out: a custom, recorded where it is kept. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { Committed } from '#src/store/commit.ts';
import { commitOnMeeting } from './on-meeting.ts';
import { readInput } from './read-input.ts';
import type { Asked, CommandParts } from './request.ts';

export const ReviewAgendaInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), `agenda-has-items`, `not-in-this-state` (409) */
export async function reviewAgenda(parts: CommandParts, asked: Asked, input: unknown): Promise<Committed> {
  const { meeting } = readInput(ReviewAgendaInput, input);
  return commitOnMeeting(parts, asked, meeting, { type: 'review' });
}
