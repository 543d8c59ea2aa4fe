/** To whoever has signed the protocol: somebody else will not, and why. */
import { personName } from '#src/people/names.ts';
import { aboutMeeting, meetingMail, meetingProps } from '../about-meeting.ts';
import { Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { toPerson } from '../recipients.ts';

export const signatureRefusedNotice = meetingMail({
  props: aboutMeeting({ signerName: Line, reason: Lines }),
  to: toPerson,
  nobody: { void: 'no-address' },
  async says(subject) {
    const reason = await reasonOf(subject);
    const signerName = personName(subject.directory, subject.about.person ?? '');
    return (person) => ({ ...meetingProps(subject, person), signerName, reason });
  },
});
