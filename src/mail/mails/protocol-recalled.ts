/** To whoever was asked to sign the protocol: it was recalled, and why. */
import { aboutMeeting, meetingMail, meetingProps } from '../about-meeting.ts';
import { Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';
import { toPerson } from '../recipients.ts';

export const protocolRecalled = meetingMail({
  props: aboutMeeting({ reason: Lines }),
  to: toPerson,
  nobody: { void: 'no-address' },
  async says(subject) {
    const reason = await reasonOf(subject);
    return (person) => ({ ...meetingProps(subject, person), reason });
  },
});
