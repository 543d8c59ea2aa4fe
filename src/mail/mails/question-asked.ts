/** To the officer: an approver asks something before deciding. Once it is answered, or the item has gone on, nobody waits for it. */
import { currentStep } from '#machines/agenda-item/context.ts';
import { hasTag } from '#machines/states.ts';
import { contentOf, formOf, type ItemSubject, itemMail, officer, whoDid } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { itemUrl } from '../urls.ts';

export const questionAsked = itemMail({
  /** `askedBy` names the person and the office, `askedByName` the person alone. */
  props: aboutItem({ recipientName: Line }, { askedByName: Line, askedBy: Line, question: Lines }),
  outdated(subject) {
    const { head, about } = subject;
    if (!head.context.questions?.open.some(({ id }) => id === about.question?.id)) return 'question-answered';
    return isStillWaiting(subject) ? null : 'not-asked-any-more';
  },
  to: officer,
  async says(subject) {
    const { deps, about, head } = subject;
    const content = await contentOf(subject, about.version);
    const by = await whoDid(subject);
    const question = await reasonOf({ deps, about: { reason: about.question?.text } });
    const link = `${itemUrl(deps.publicUrl, about.item)}#spoergsmaal`;
    return ({ name }) =>
      formOf(head, content, { link, recipientName: name }, () => ({
        askedByName: by.name,
        askedBy: by.nameAndOffice,
        question,
      }));
  },
});

/** Whether the item waits at the step and in the round that the question was asked in. The text may have changed since. */
const isStillWaiting = ({ head: { context, state }, about }: ItemSubject): boolean =>
  hasTag('agenda-item', state, 'awaits-approval') &&
  currentStep(context)?.id === about.step &&
  context.round === about.round;
