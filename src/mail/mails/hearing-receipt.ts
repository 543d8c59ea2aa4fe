/** To whoever answered in time. */
import { addressees, hearingForm, hearingMail, receiptFields, receiptOf } from '../about-hearing.ts';
import { aboutItem, Line } from '../fields.ts';

export const hearingReceipt = hearingMail({
  props: aboutItem({ recipientName: Line, ...receiptFields }, {}),
  to: addressees,
  nobody: { void: 'no-address' },
  says: (subject) => (person) => hearingForm(subject, person, receiptOf(subject)),
});
