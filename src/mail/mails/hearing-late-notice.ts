/** To the secretariat: somebody answered late. */
import { addressees, closesOf, hearingForm, hearingMail, receiptOf } from '../about-hearing.ts';
import { aboutItem, Count, Line } from '../fields.ts';

export const hearingLateNotice = hearingMail({
  props: aboutItem({ recipientName: Line, receipt: Count, receivedAt: Line, closes: Line }, { senderName: Line }),
  to: addressees,
  nobody: { void: 'no-address' },
  says(subject) {
    const { receipt, receivedAt } = receiptOf(subject);
    const common = { receipt, receivedAt, closes: closesOf(subject) };
    return (person) => hearingForm(subject, person, common, () => ({ senderName: subject.answer?.name ?? '' }));
  },
});
