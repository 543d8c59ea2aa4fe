/** To somebody who may write an item beside its officer from now on. */
import { authorsOf } from '#machines/agenda-item/context.ts';
import { contentNow, formOf, itemMail, whoDid } from '../about-item.ts';
import { aboutItem, Line } from '../fields.ts';
import { toPerson } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

export const coAuthorAdded = itemMail({
  /** `byName` added the recipient. */
  props: aboutItem({ recipientName: Line, byName: Line }, {}),
  outdated: ({ head, to }) =>
    'person' in to && authorsOf(head.context).includes(to.person) ? null : 'not-a-co-author',
  to: toPerson,
  nobody: { void: 'no-address' },
  async says(subject) {
    const { deps, about, head } = subject;
    const content = await contentNow(subject);
    const { name: byName } = await whoDid(subject);
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) => formOf(head, content, { link, recipientName: name, byName });
  },
});
