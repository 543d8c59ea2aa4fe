/** To somebody who stood in for another and does not any more, before the time that they were told. */
import { z } from 'zod';
import { officeName, personName } from '#src/people/names.ts';
import { substituteMail } from '../about-people.ts';
import { Line, Link } from '../fields.ts';
import { toPerson } from '../recipients.ts';
import { tasksUrl } from '../urls.ts';

export const substituteEnded = substituteMail({
  /** `awayName` is the person or the office; `isBack` where nobody else is named instead. */
  props: z.strictObject({ recipientName: Line, link: Link, awayName: Line, isBack: z.boolean() }),
  outdated({ directory, about }) {
    const delegation = directory.delegations.find(({ id }) => id === about.delegation);
    // Written just before the delegation itself: where that was refused, there is nothing to tell.
    if (delegation === undefined || delegation.rev < about.rev) return 'not-stored';
    return delegation.rev > about.rev ? 'changed-again' : null;
  },
  to: toPerson,
  nobody: { void: 'no-address' },
  says({ deps, directory, to: recipient, about }) {
    const delegation = directory.delegations.find(({ id }) => id === about.delegation);
    if (delegation === undefined) throw new Error(`The delegation ${about.delegation} is missing.`);
    const { from, to } = delegation;
    return ({ name }) => ({
      recipientName: name,
      link: tasksUrl(deps.publicUrl),
      awayName: from.kind === 'person' ? personName(directory, from.id) : officeName(directory, from.id),
      isBack: 'person' in recipient && recipient.person === to,
    });
  },
});
