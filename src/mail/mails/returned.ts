/** To the officer: an approver has sent the item back. Where it has been submitted again since, that would only puzzle. */
import { officeName, personName } from '#src/people/names.ts';
import { contentOf, formOf, itemMail, officer } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { itemUrl } from '../urls.ts';

export const returned = itemMail({
  /** `returnedBy` names the person and the office, `returnedByName` the person alone. */
  props: aboutItem({ recipientName: Line }, { returnedByName: Line, returnedBy: Line, reason: Lines }),
  outdated: ({ head, about }) => (head.context.round > (about.round ?? 0) ? 'submitted-again' : null),
  to: officer,
  async says(subject) {
    const { deps, directory, key, about, head } = subject;
    const content = await contentOf(subject, about.version);
    const by = await deps.reader.whoCaused(key);
    if (by === undefined) throw new Error(`nobody returned the item that the mail ${key} is about`);
    const returnedByName = personName(directory, by.person);
    const returnedBy = by.office === null ? returnedByName : `${returnedByName}, ${officeName(directory, by.office)}`;
    const reason = await reasonOf(subject);
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) =>
      formOf(head, content, { link, recipientName: name }, () => ({ returnedByName, returnedBy, reason }));
  },
});
