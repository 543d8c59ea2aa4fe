/** To a party that answered late. */
import {
  answerFields,
  answerOf,
  closesOf,
  confirmedAddressees,
  hearingMail,
  outsideFields,
  outsideForm,
  receiptFields,
  receiptOf,
} from '../about-hearing.ts';
import { aboutItem, Line } from '../fields.ts';

export const hearingLate = hearingMail({
  props: aboutItem({ ...outsideFields, ...receiptFields, closes: Line }, answerFields),
  to: confirmedAddressees,
  nobody: { instead: 'hearing-receipt-unconfirmed' },
  says: (subject) => (person) =>
    outsideForm(subject, person, { ...receiptOf(subject), closes: closesOf(subject) }, () => answerOf(subject)),
});
