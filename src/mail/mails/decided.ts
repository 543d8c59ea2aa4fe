/** To the officer, when a meeting that treated the item has ended or its decision was corrected. */
import { dayOf } from '#src/calendar/danish-dates.ts';
import { plainText } from '#src/documents/plain-text.ts';
import { contentOf, formOf, itemMail, officer } from '../about-item.ts';
import { aboutItem, Line, Lines } from '../fields.ts';
import { itemUrl } from '../urls.ts';

export const decided = itemMail({
  /** `date` is a Danish date. */
  props: aboutItem({ recipientName: Line }, { organName: Line, date: Line, outcome: Lines }),
  to: officer,
  async says(subject) {
    const { deps, key, about, head } = subject;
    const content = await contentOf(subject, head.context.version?.hash);
    const decision = about.decision === undefined ? undefined : await deps.reader.decision(about.decision);
    if (decision === undefined) throw new Error(`the decision that the mail ${key} is about is missing`);
    const { organName, date, text } = decision;
    const link = itemUrl(deps.publicUrl, about.item);
    return ({ name }) =>
      formOf(head, content, { link, recipientName: name }, () => ({
        organName,
        date: dayOf(date),
        outcome: plainText(text),
      }));
  },
});
