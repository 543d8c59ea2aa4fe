/** To somebody who stood in for another and does not any more, before the time that they were told. */
import { z } from 'zod';
import type { Delegation } from '#src/people/types.ts';
import { awayName, delegationOf, notAsMailed, substituteMail } from '../about-people.ts';
import { Line, Link } from '../fields.ts';
import { toPerson } from '../recipients.ts';
import { tasksUrl } from '../urls.ts';

export const substituteEnded = substituteMail({
  /** `awayName` is the person or the office; `isBack` where nobody else is named instead. */
  props: z.strictObject({ recipientName: Line, link: Link, awayName: Line, isBack: z.boolean() }),
  outdated: notAsMailed,
  to: toPerson,
  nobody: { void: 'no-address' },
  says(subject) {
    const { deps, directory, to: recipient } = subject;
    const delegation = delegationOf(subject) as Delegation;
    return ({ name }) => ({
      recipientName: name,
      link: tasksUrl(deps.publicUrl),
      awayName: awayName(directory, delegation),
      isBack: 'person' in recipient && recipient.person === delegation.to,
    });
  },
});
