/** An item that is not on the agenda is taken up at the meeting, with the reason why it cannot wait. */
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import { Id } from '#machines/primitives.ts';
import type { CommandDeps, CommandRequest } from '#src/context.ts';
import { Reason } from '#src/documents/decision.ts';
import { notAllowedNow } from '#src/errors.ts';
import type { Committed } from '#src/store/commit.ts';
import { headOf } from '#src/store/read-stream.ts';
import { reasonGiven } from '../documents.ts';
import { readInput } from '../read-input.ts';
import { commitOnMeeting } from './commit-on-meeting.ts';

export const TakeUpItemInput = z.strictObject({ meeting: Id, item: Id, reason: Reason });

/**
 * The item must wait for this organ; the meeting pins the version that stands.
 * @throws Refusal `only-the-secretariat` (403), `organ-of-step`, `item-not-on-agenda`, `agenda-has-room` (409), 404
 */
export async function takeUpItem(deps: CommandDeps, request: CommandRequest, input: unknown): Promise<Committed> {
  const { meeting, item, reason: text } = readInput(TakeUpItemInput, input);
  const { organ, items } = (await headOf(deps.collections, 'meeting', meeting)).state.context;
  const found = await headOf(deps.collections, 'agenda-item', item);
  const { context } = found.state;
  const step = currentStep(context);
  const waits = found.to === 'travelling.organ.waiting' && step?.kind === 'organ' && step.organ === organ;
  // An item that stands on the agenda already is refused by the meeting's own rule.
  if ((!waits || context.version === null) && !items.some((listed) => listed.item === item)) {
    throw notAllowedNow('organ-of-step', { item, organ });
  }
  const { document, hash: reason } = reasonGiven(text);
  const version = context.version?.hash ?? reason;
  const event = { type: 'takeUp' as const, item, version, turn: context.turn + 1, reason };
  return commitOnMeeting(deps, request, meeting, event, [document]);
}
