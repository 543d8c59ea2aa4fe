/** To whoever answered late. */
import { addressees, closesOf, hearingForm, hearingMail, receiptFields, receiptOf } from '../about-hearing.ts';
import { aboutItem, Line } from '../fields.ts';

export const hearingLate = hearingMail({
  props: aboutItem({ recipientName: Line, ...receiptFields, closes: Line }, {}),
  to: addressees,
  nobody: { void: 'no-address' },
  says: (subject) => (person) => hearingForm(subject, person, { ...receiptOf(subject), closes: closesOf(subject) }),
});
