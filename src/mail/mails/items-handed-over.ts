/** To somebody who has become the officer of many items at once. */
import { personName } from '#src/people/names.ts';
import { handOverMail, withItems } from '../about-people.ts';
import { Line, Lines } from '../fields.ts';
import { listedLines } from '../item-line.ts';
import { reasonOf } from '../reason.ts';
import { toPerson } from '../recipients.ts';
import { tasksUrl } from '../urls.ts';

export const itemsHandedOver = handOverMail({
  /** `fromName` had them, `byName` handed them over. */
  props: withItems({ fromName: Line, byName: Line, reason: Lines }),
  to: toPerson,
  nobody: { void: 'no-address' },
  async says({ deps, directory, to, about: { items, from, by, reason: hash } }) {
    const reason = await reasonOf({ deps, about: hash === null ? {} : { reason: hash } });
    // Those whose hand-over was refused, or that were handed on since, are not the recipient's.
    const heads = await Promise.all(items.map(async (item) => ({ item, head: await deps.reader.item(item) })));
    const rows = heads.flatMap(({ item, head }) =>
      head?.context.owner === to.person ? [{ _id: item, context: head.context, state: head.state }] : [],
    );
    const listed = await deps.reader.find((sources) => listedLines(sources, deps.publicUrl, rows));
    return ({ name }) => ({
      recipientName: name,
      link: tasksUrl(deps.publicUrl),
      fromName: personName(directory, from),
      byName: personName(directory, by),
      reason,
      ...listed,
    });
  },
});
