/** The reviews of an item on its page: who has answered what, until when silence is no answer yet, and the form of a reviewer. Pure. */
import { currentStep } from '#machines/agenda-item/context.ts';
import { momentOf } from '#src/calendar/danish-dates.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { hasBeenAskedToReview, isInside } from '#src/policies/item-policies.ts';
import { reviewsOf } from '#src/queries/item-reviews.ts';
import { newRequestId } from '../../form.ts';
import type { ReadableItem } from './item-access.ts';

const NOTHING = { list: [], form: null };

/** @param mayComment whether the reader may answer the one that the item waits for */
export function reviewsView({ history, actor, directory, now }: ReadableItem, mayComment: boolean) {
  const { id, context } = history;
  if (!isInside(actor, context) && !hasBeenAskedToReview(actor, context)) return NOTHING;
  const reviews = reviewsOf(history, directory, now);
  const isOpen = reviews.some(({ isCurrent, until }) => isCurrent && now.toISOString() < until);
  return {
    list: reviews.map((review) => ({
      ...review,
      again: review.round > 1,
      until: momentInWords(review.until),
      unanswered: review.unanswered.join(', '),
      answers: review.answers.map((answer) => ({ ...answer, moment: momentOf(answer.at) })),
    })),
    form:
      mayComment && isOpen
        ? {
            item: id,
            requestId: newRequestId(),
            step: currentStep(context)?.id ?? '',
            round: context.round,
            version: context.version?.hash ?? '',
            versionNumber: context.version?.n ?? 0,
          }
        : null,
  };
}
