/** Who may act through a mailed link: the one it was mailed to, or a recorded delegate or stand-in of theirs (design § 5). */
import type { RouteStep } from '#machines/agenda-item/steps.ts';
import { capacityAtStep, mayActAtStep, type OfficeHolder } from './item-policies.ts';
import { deny, type Verdict } from './verdict.ts';

/**
 * The link gives nothing that its reader has not got anyway: first it is judged who may act at the step, as everywhere.
 * @param recipient the person to whom the link was mailed
 * @param step the step of the route that it was mailed for
 */
export function mayActThroughLink(
  actor: OfficeHolder,
  recipient: string,
  step: RouteStep | undefined,
  action: string,
): Verdict {
  const isRecipient = actor.person === recipient;
  const verdict = mayActAtStep(actor, step, action);
  if (!verdict.ok) return deny(whyNot(actor, isRecipient, step));
  const capacity = capacityAtStep(actor, step, action);
  const standsIn = capacity?.why === 'delegation' || capacity?.onBehalfOf === recipient;
  return isRecipient || standsIn ? verdict : deny('link-other-person');
}

function whyNot({ offices }: OfficeHolder, isRecipient: boolean, step: RouteStep | undefined) {
  if (step?.kind !== 'approval') return 'link-other-person';
  if (offices.some(({ office }) => office === step.office)) return 'link-not-delegated';
  return isRecipient ? 'link-office-left' : 'link-other-person';
}
