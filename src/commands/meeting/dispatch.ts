/** The frozen agenda is sent to the members. */

import { z } from 'zod';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

/** `lateReason`: why it could not be sent in time (KSL § 8); printed on the agenda. */
export const DispatchAgendaInput = z.strictObject({ meeting: Id, part: Id, lateReason: Reason.nullable() });

/** @throws Refusal `only-the-secretariat` (403), `part-frozen`, `late-needs-reason` (409) */
export async function dispatchAgenda(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, part, lateReason: text } = readInput(DispatchAgendaInput, input);
  const head = await headOf(deps.collections, 'meeting', meeting);
  const { dispatchDueAt } = head.state.context;
  const late = dispatchDueAt !== null && (await deps.clock.now()).getTime() >= Date.parse(dispatchDueAt);
  const reason = text === null ? null : reasonGiven(text);
  return commitOnMeeting(
    deps,
    request,
    meeting,
    { type: 'dispatch', part, late, lateReason: reason?.hash ?? null },
    reason ? [reason.document] : [],
  );
}
