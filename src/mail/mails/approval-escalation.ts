/** To whoever the asked office answers to and to the officer, after the reminder brought nothing. */
import { personName } from '#src/people/names.ts';
import { whoActsFor } from '#src/people/offices.ts';
import type { Person } from '#src/people/types.ts';
import { askedOffice, askedOfficeName, noLongerAsked, waitingTime, whoIsAsked } from '../about-approval.ts';
import { contentOf, formOf, type ItemSubject, itemMail } from '../about-item.ts';
import { aboutItem, Line } from '../fields.ts';
import { activePeople, officersOf, secretariat } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

export const approvalEscalation = itemMail({
  /** `waited` is how long it has been, in words. */
  props: aboutItem({ recipientName: Line, officeName: Line, waited: Line }, { askedNames: Line, officerName: Line }),
  priority: 'reminder',
  outdated: noLongerAsked,
  to: superiorsAndOfficer,
  async says(subject) {
    const { deps, directory, head, about } = subject;
    const content = await contentOf(subject, about.version);
    const office = askedOfficeName(subject);
    const link = itemUrl(deps.publicUrl, about.item);
    const common = { link, officeName: office, waited: await waitingTime(subject) };
    const asked = whoIsAsked(subject).map(({ name }) => name);
    return ({ name }) =>
      formOf(head, content, { ...common, recipientName: name }, () => ({
        askedNames: asked.join(', ') || office,
        officerName: personName(directory, head.context.owner),
      }));
  },
});

/** Nobody above the office means the secretariat. */
function superiorsAndOfficer(subject: ItemSubject): Person[] {
  const { directory, head, now } = subject;
  const superior = directory.offices.get(askedOffice(subject))?.superior ?? null;
  const above = superior === null ? [] : activePeople(directory, whoActsFor(directory, superior, now).people);
  const addressed = above.length > 0 ? above : secretariat(directory);
  const officers = officersOf(directory, head.context, now).filter(
    ({ id }) => !addressed.some((each) => each.id === id),
  );
  return [...addressed, ...officers];
}
