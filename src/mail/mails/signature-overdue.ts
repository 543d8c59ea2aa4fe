/** To the secretariat after the last reminder to sign a protocol: who has not answered. */
import { personName } from '#src/people/names.ts';
import { aboutMeeting, meetingMail, meetingProps, toSecretariat } from '../about-meeting.ts';
import { Line } from '../fields.ts';

export const signatureOverdue = meetingMail({
  props: aboutMeeting({ missing: Line }),
  priority: 'reminder',
  to: toSecretariat,
  nobody: { void: 'no-address' },
  says(subject) {
    const { directory, context } = subject;
    const unanswered = context.signatures.signers.filter(({ answer }) => answer === null);
    const missing = unanswered.map(({ person }) => personName(directory, person)).join(', ');
    return (person) => ({ ...meetingProps(subject, person), missing });
  },
});
