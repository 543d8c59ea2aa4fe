/** The panel in which an approver approves, corrects or returns: it says exactly what is being decided. Pure. */
import { currentStep } from '#machines/agenda-item/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { capacityFor } from '#src/people/offices.ts';
import type { ItemHistory } from '#src/queries/item.ts';
import { kindOf } from '#src/steps/registry.ts';
import { newRequestId } from '../../form.ts';
import { recommendationView } from './item-text.ts';

/** @param base the address under which `/godkend`, `/returner` and `/ret` are: the item's or the link's */
export function decidePanel(
  history: ItemHistory,
  content: ItemContent,
  actor: Actor,
  directory: Directory,
  base: string,
) {
  const { context } = history;
  const step = currentStep(context);
  const capacity = step?.kind === 'approval' ? capacityFor(actor.offices, step.office, 'approve') : null;
  const onBehalfOf = capacity?.onBehalfOf ?? null;
  const next = context.route[context.position + 1];
  return {
    base,
    requestId: newRequestId(),
    returnRequestId: newRequestId(),
    title: content.title,
    recommendation: recommendationView(content.recommendation),
    step: step?.id ?? '',
    round: context.round,
    version: context.version?.hash ?? '',
    versionNumber: context.version?.n ?? 0,
    office: step ? kindOf(step).nameOf(step, directory) : '',
    onBehalfOf: onBehalfOf === null ? null : personName(directory, onBehalfOf),
    next: next ? kindOf(next).nameOf(next, directory) : null,
  };
}
