/** The panel in which an approver approves, corrects or returns: it says exactly what is being decided. Pure but for its requests' ids. */
import { currentStep } from '#machines/agenda-item/context.ts';
import type { Actor } from '#src/auth/actor.ts';
import type { ItemAction } from '#src/commands/item/item-action.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import type { ItemContent } from '#src/documents/item-content.ts';
import type { Directory } from '#src/people/directory.ts';
import { personName } from '#src/people/names.ts';
import { approvalsAtOnce, organsAllowing, organsAllowOwn } from '#src/policies/approval-policies.ts';
import type { ItemHistory } from '#src/queries/item.ts';
import { allowedInWords } from '#src/queries/own-approvals.ts';
import { kindOf } from '#src/steps/registry.ts';
import { atOnceInWords } from '#src/words/at-once.ts';
import { word } from '#src/words/words.ts';
import { newRequestId } from '../../form.ts';
import { actionForm } from './action-form.ts';
import { recommendationView } from './item-text.ts';

/** What else an approver may do with what is before them. */
const BESIDES = Object.values<ItemAction>(itemActions).filter(({ page }) => page.shownIn === 'decide');

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
  const given = approvalsAtOnce(actor, context, organsAllowOwn(directory, context));
  const by = given[0]?.by ?? null;
  const onBehalfOf = by?.onBehalfOf ?? null;
  const next = context.route[context.position + Math.max(1, given.length)];
  return {
    base,
    requestId: newRequestId(),
    returnRequestId: newRequestId(),
    title: content.title,
    recommendation: recommendationView(content.recommendation),
    step: step?.id ?? '',
    steps: given.map(({ step: { id } }) => id),
    atOnce: atOnceInWords(given, directory),
    round: context.round,
    version: context.version?.hash ?? '',
    versionNumber: context.version?.n ?? 0,
    office: step ? kindOf(step).nameOf(step, directory) : '',
    allowed:
      given.map((each) => allowedInWords(organsAllowing(each.by, context), directory)).find((text) => text !== '') ??
      null,
    onBehalfOf: onBehalfOf === null ? null : personName(directory, onBehalfOf),
    besides: BESIDES.map((action) => ({
      summary: word('actions', action.event),
      form: actionForm(action, { context, directory }, base),
    })),
    next: next ? kindOf(next).nameOf(next, directory) : null,
  };
}
