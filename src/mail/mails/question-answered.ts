/** To whoever asked: the officer has answered. Nothing to decide is left once the item is a draft again or withdrawn. */
import { hasTag } from '#machines/states.ts';
import { contentOf, formOf, itemMail, whoDid } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { toPerson } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

export const questionAnswered = itemMail({
  props: aboutItem({ recipientName: Line }, { answeredByName: Line, question: Lines, answer: Lines }),
  outdated: ({ head }) => (hasTag('agenda-item', head.state, 'on-route') ? null : 'not-asked-any-more'),
  to: toPerson,
  nobody: { void: 'nobody-else' },
  async says(subject) {
    const { deps, about, head } = subject;
    const content = await contentOf(subject, about.version);
    const by = await whoDid(subject);
    const question = await reasonOf({ deps, about: { reason: about.question?.text } });
    const answer = await reasonOf({ deps, about: { reason: about.question?.answer } });
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) =>
      formOf(head, content, { link, recipientName: name }, () => ({ answeredByName: by.name, question, answer }));
  },
});
