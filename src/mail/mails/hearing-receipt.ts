/** To a party that answered in time. */
import {
  answerFields,
  answerOf,
  confirmedAddressees,
  hearingMail,
  outsideFields,
  outsideForm,
  receiptFields,
  receiptOf,
} from '../about-hearing.ts';
import { aboutItem } from '../fields.ts';

export const hearingReceipt = hearingMail({
  props: aboutItem({ ...outsideFields, ...receiptFields }, answerFields),
  to: confirmedAddressees,
  nobody: { instead: 'hearing-receipt-unconfirmed' },
  says: (subject) => (person) => outsideForm(subject, person, receiptOf(subject), () => answerOf(subject)),
});
