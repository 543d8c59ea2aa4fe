/** To the same as the request to approve, with the same link. */
import { personName } from '#src/people/names.ts';
import { atOnceInWords } from '#src/words/at-once.ts';
import { approvalLink, askedOfficeName, noLongerAsked, waitingTime, whoIsAsked } from '../about-approval.ts';
import { contentOf, formOf, itemMail } from '../about-item.ts';
import { aboutItem, Line } from '../fields.ts';

export const approvalReminder = itemMail({
  /** `expires` is a Danish date, `waited` how long it has been, in words. */
  props: aboutItem(
    { approverName: Line, expires: Line, waited: Line },
    { officeName: Line, officerName: Line, atOnce: Line.nullable() },
  ),
  priority: 'reminder',
  outdated: noLongerAsked,
  to: whoIsAsked,
  nobody: { instead: 'approval-vacant' },
  async says(subject) {
    const { directory, head } = subject;
    const content = await contentOf(subject, subject.about.version);
    const waited = await waitingTime(subject);
    return async (person) =>
      formOf(head, content, { ...(await approvalLink(subject, person)), approverName: person.name, waited }, () => ({
        officeName: askedOfficeName(subject),
        officerName: personName(directory, head.context.owner),
        atOnce: atOnceInWords(person.given, directory),
      }));
  },
});
