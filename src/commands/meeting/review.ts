/** The agenda has been gone through by the direction and the chair before it goes out: a custom, recorded where it is kept. */
import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import type { Committed } from '#src/store/commit.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const ReviewAgendaInput = z.strictObject({ meeting: Id });

/** @throws Refusal `only-the-secretariat` (403), `agenda-has-items`, `not-in-this-state` (409) */
export async function reviewAgenda(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting } = readInput(ReviewAgendaInput, input);
  return commitOnMeeting(deps, request, meeting, { type: 'review' });
}
