/** To those who are asked to review an item and have not answered: read it, and comment if need be, before silence is consent. */
import { z } from 'zod';
import { currentStep } from '#machines/agenda-item/context.ts';
import { currentReview } from '#machines/agenda-item/parts/review.ts';
import { momentInWords } from '#src/calendar/moment-in-words.ts';
import { isStillAsked } from '#src/links/status.ts';
import { localDay } from '#src/people/local-day.ts';
import { organName, personName } from '#src/people/names.ts';
import type { Person } from '#src/people/types.ts';
import { contentOf, formOf, type ItemSubject, itemMail } from '../about-item.ts';
import { aboutItem, Line } from '../fields.ts';
import { activePeople, membersOf } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

export const reviewRequest = itemMail({
  /** `until` is a Danish moment; `reminder`: it has been sent before. */
  props: aboutItem(
    { recipientName: Line, until: Line, reminder: z.boolean() },
    { officerName: Line, organName: Line.nullable() },
  ),
  outdated: ({ head, about }: ItemSubject): string | null =>
    isStillAsked(head, about) && currentStep(head.context)?.kind === 'review' ? null : 'not-asked-any-more',
  to: whoHasNotAnswered,
  nobody: { void: 'nobody-to-ask' },
  async says(subject: ItemSubject) {
    const { deps, directory, head, about, to } = subject;
    const content = await contentOf(subject, about.version);
    const link = itemUrl(deps.publicUrl, about.item);
    const until = momentInWords(currentReview(head.context)?.until ?? '');
    return ({ name }: Person) =>
      formOf(head, content, { link, recipientName: name, until, reminder: about.reminder === true }, () => ({
        officerName: personName(directory, head.context.owner),
        organName: 'organ' in to ? organName(directory, to.organ) : null,
      }));
  },
});

/** The named person, or the organ's members of the day. */
function whoHasNotAnswered({ directory, head, to, now }: ItemSubject): Person[] {
  const answered = currentReview(head.context)?.answered ?? [];
  const asked =
    'organ' in to ? membersOf(directory, to.organ, localDay(now)) : activePeople(directory, Object.values(to));
  return asked.filter(({ id }) => !answered.includes(id));
}
