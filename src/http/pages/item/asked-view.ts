/**
 * What people were asked at the steps of an item, on its page: who has answered what, until when they may, and the form of whoever
 * may answer now. A list for each kind of step that asks people.
 */
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { itemActions } from '#src/commands/item/registry.ts';
import { isInsideOrAsked } from '#src/policies/item-policies.ts';
import { type AskedAtStep, askedOf } from '#src/queries/item-asked.ts';
import { STEP_KINDS } from '#src/steps/registry.ts';
import { word } from '#src/words/words.ts';
import { actionForm } from './action-form.ts';
import type { ReadableItem } from './item-access.ts';

/** @param can whether the reader may do an action now */
export function askedViews({ history, actor, directory, now }: ReadableItem, can: (action: string) => boolean) {
  const { id, context } = history;
  if (!isInsideOrAsked(actor, context)) return [];
  const asked = askedOf(history, directory, now);
  return STEP_KINDS.flatMap(({ kind, asksPeople }) => {
    const ofKind = asked.filter((each) => each.kind === kind);
    if (asksPeople === undefined || ofKind.length === 0) return [];
    const isOpen = ofKind.some(({ isCurrent, until }) => isCurrent && now.toISOString() < until);
    return {
      anchor: asksPeople.anchor,
      heading: word('stepKinds', kind),
      call: word('stepCalls', kind),
      list: ofKind.map(askedView),
      form:
        isOpen && can(asksPeople.answer)
          ? actionForm(itemActions[asksPeople.answer], { context, directory }, `/punkter/${id}`)
          : null,
    };
  });
}

const askedView = (asked: AskedAtStep) => ({
  ...asked,
  again: asked.round > 1,
  until: momentInWords(asked.until),
  unanswered: asked.unanswered.join(', '),
});
