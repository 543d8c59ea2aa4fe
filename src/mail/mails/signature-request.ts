/** To whoever is to sign a protocol. */
import { aboutMeeting, itemCount, meetingMail, meetingProps, noLongerAskedToSign } from '../about-meeting.ts';
import { Count } from '../fields.ts';
import { toPerson } from '../recipients.ts';
import { signUrl } from '../urls.ts';

export const signatureRequest = meetingMail({
  props: aboutMeeting({ count: Count }),
  outdated: noLongerAskedToSign,
  to: toPerson,
  nobody: { void: 'no-address' },
  says: (subject) => (person) => ({
    ...meetingProps(subject, person),
    link: signUrl(subject.deps.publicUrl, subject.about.meeting),
    count: itemCount(subject),
  }),
});
