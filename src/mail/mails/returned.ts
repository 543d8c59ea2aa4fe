/** To the officer: an approver has sent the item back. Where it has been submitted again since, that would only puzzle. */
import { contentOf, formOf, itemMail, officer, whoDid } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { itemUrl } from '../urls.ts';

export const returned = itemMail({
  /** `returnedBy` names the person and the office, `returnedByName` the person alone. */
  props: aboutItem({ recipientName: Line }, { returnedByName: Line, returnedBy: Line, reason: Lines }),
  outdated: ({ head, about }) => (head.context.round > (about.round ?? 0) ? 'submitted-again' : null),
  to: officer,
  async says(subject) {
    const { deps, about, head } = subject;
    const content = await contentOf(subject, about.version);
    const by = await whoDid(subject);
    const reason = await reasonOf(subject);
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) =>
      formOf(head, content, { link, recipientName: name }, () => ({
        returnedByName: by.name,
        returnedBy: by.nameAndOffice,
        reason,
      }));
  },
});
