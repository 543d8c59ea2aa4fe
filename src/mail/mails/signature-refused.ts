/** To the secretariat: somebody will not sign the protocol, and why. */
import { personName } from '#src/people/names.ts';
import { aboutMeeting, meetingMail, meetingProps, toSecretariat } from '../about-meeting.ts';
import { Line, Lines } from '../fields.ts';
import { reasonOf } from '../reason.ts';

export const signatureRefused = meetingMail({
  props: aboutMeeting({ signerName: Line, reason: Lines }),
  to: toSecretariat,
  nobody: { void: 'no-address' },
  async says(subject) {
    const reason = await reasonOf(subject);
    const signerName = personName(subject.directory, subject.about.person ?? '');
    return (person) => ({ ...meetingProps(subject, person), signerName, reason });
  },
});
