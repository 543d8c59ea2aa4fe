/** To whoever answered in time. */
import {
  addressees,
  answerFields,
  answerOf,
  hearingMail,
  outsideFields,
  outsideForm,
  receiptFields,
  receiptOf,
} from '../about-hearing.ts';
import { aboutItem } from '../fields.ts';

export const hearingReceipt = hearingMail({
  props: aboutItem({ ...outsideFields, ...receiptFields }, answerFields),
  to: addressees,
  nobody: { void: 'no-address' },
  says: (subject) => (person) => outsideForm(subject, person, receiptOf(subject), () => answerOf(subject)),
});
