/** To the secretariat, in place of a request or a reminder: nobody can act for the office of the current step. */
import { z } from 'zod';
import { personName } from '#src/people/names.ts';
import { whoActsFor } from '#src/people/offices.ts';
import { askedOffice, askedOfficeName, noLongerAsked, Place, placeOf } from '../about-approval.ts';
import { contentOf, formOf, itemMail } from '../about-item.ts';
import { aboutItem, Line } from '../fields.ts';
import { secretariat } from '../recipients.ts';
import { itemUrl } from '../urls.ts';

export const approvalVacant = itemMail({
  /** `isVacant`: nobody is there; else all who act for the office write the item themselves. */
  props: aboutItem(
    { recipientName: Line, officeName: Line, isVacant: z.boolean() },
    { officerName: Line, step: Place, steps: Place },
  ),
  outdated: noLongerAsked,
  to: ({ directory }) => secretariat(directory),
  async says(subject) {
    const { deps, directory, head, about } = subject;
    const content = await contentOf(subject, about.version);
    const isVacant = whoActsFor(directory, askedOffice(subject), subject.now).people.length === 0;
    const common = { link: itemUrl(deps.publicUrl, about.item), officeName: askedOfficeName(subject), isVacant };
    return ({ name }) =>
      formOf(head, content, { ...common, recipientName: name }, () => ({
        officerName: personName(directory, head.context.owner),
        ...placeOf(head),
      }));
  },
});
