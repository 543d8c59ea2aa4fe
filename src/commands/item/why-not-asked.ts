/**
 * An approver presses on a page that has grown old: the item was recalled, somebody else of the office has decided, it has moved on.
 * That is the reason, and not that the office is somebody else's or that the state does not know the event.
 */
import { z } from 'zod';
import { Hash, Id } from '#machines/primitives.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { CommandDeps } from '#src/context.ts';
import { isRefusal, notAllowedNow } from '#src/errors.ts';
import { LinkEventType } from '#src/links/link.ts';
import { ruleOfStatus } from '#src/links/redeem-link.ts';
import { type ApprovalRequest, fateOf, stepAsked } from '#src/links/status.ts';
import { mayActAtStep } from '#src/policies/item-policies.ts';
import { itemRecords } from '#src/store/read-stream.ts';

/** Refusals that say where the item is not, but not what has become of it. */
const SAYS_LITTLE = ['only-the-steps-office', 'not-in-this-state', 'current-step', 'current-round'];

const Reading = z.object({ item: Id, event: LinkEventType, step: Id, round: z.number(), version: Hash });

/**
 * @param asked the event and what it says; only a decision on a step, a round and a version has been asked of somebody
 * @param error what was thrown
 * @returns the refusal that says what has become of the request; `error` itself where there is no more to say, or where the request
 *   was never one to this actor
 */
export async function whyNotAsked(
  deps: Pick<CommandDeps, 'collections' | 'clock'>,
  actor: Actor,
  asked: object,
  error: unknown,
): Promise<unknown> {
  const reading = Reading.safeParse(asked);
  if (!isRefusal(error) || !SAYS_LITTLE.includes(error.code) || !reading.success) return error;
  const { item, event, ...read } = reading.data;
  const request: ApprovalRequest = { ...read, person: actor.person, usedAt: null, expiresAt: new Date(8.64e15) };
  const records = await itemRecords(deps.collections, item);
  if (!mayActAtStep(actor, stepAsked(request, records), event).ok) return error;
  const { status } = fateOf(request, records, await deps.clock.now());
  // The text or the round is another, and the item is still with this office: the machine's own rule says it.
  if (status === 'current' || status === 'changed') return error;
  return notAllowedNow(status === 'acted' ? 'request-acted' : (ruleOfStatus(status) ?? error.code));
}
