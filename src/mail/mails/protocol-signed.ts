/** To the secretariat: everybody who was to sign the protocol has answered. */
import { aboutMeeting, meetingMail, meetingProps, toSecretariat } from '../about-meeting.ts';
import { Count } from '../fields.ts';

export const protocolSigned = meetingMail({
  props: aboutMeeting({ signed: Count, reserved: Count, refused: Count }),
  to: toSecretariat,
  nobody: { void: 'no-address' },
  says(subject) {
    const { signers } = subject.context.signatures;
    const howMany = (answer: string) => signers.filter((signer) => signer.answer === answer).length;
    const counts = { signed: howMany('signed'), reserved: howMany('reserved'), refused: howMany('refused') };
    return (person) => ({ ...meetingProps(subject, person), ...counts });
  },
});
