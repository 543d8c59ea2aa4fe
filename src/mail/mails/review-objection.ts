/** To the officer: a reviewer objects, so the item is a draft again. Where it has been submitted since, that would only puzzle. */
import { contentOf, formOf, itemMail, officer, whoDid } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { itemUrl } from '../urls.ts';

export const reviewObjection = itemMail({
  props: aboutItem({ recipientName: Line }, { reviewerName: Line, comment: Lines }),
  outdated: ({ head, about }) => (head.context.round > (about.round ?? 0) ? 'submitted-again' : null),
  to: officer,
  async says(subject) {
    const { deps, about, head } = subject;
    const content = await contentOf(subject, about.version);
    const { name: reviewerName } = await whoDid(subject);
    const comment = await reasonOf(subject);
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) => formOf(head, content, { link, recipientName: name }, () => ({ reviewerName, comment }));
  },
});
