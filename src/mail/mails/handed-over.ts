/** To somebody who has become an item's officer. Where it has been handed on since, the next one is told. */
import { contentNow, formOf, itemMail, whoDid } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { toPerson } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

export const handedOver = itemMail({
  /** `byName` handed it over. */
  props: aboutItem({ recipientName: Line, byName: Line }, { reason: Lines }),
  outdated: ({ head, to }) => ('person' in to && head.context.owner === to.person ? null : 'handed-on'),
  to: toPerson,
  nobody: { void: 'no-address' },
  async says(subject) {
    const { deps, about, head } = subject;
    const content = await contentNow(subject);
    const { name: byName } = await whoDid(subject);
    const reason = await reasonOf(subject);
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) => formOf(head, content, { link, recipientName: name, byName }, () => ({ reason }));
  },
});
